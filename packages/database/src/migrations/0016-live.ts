import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the live figures of the last hours are read by: both tables grow at their end, so a block range index, which
 * costs a writer next to nothing, finds the last hours as well as a tree would. And the gold that lies in queues,
 * and the tasks that everybody who may take them has passed over.
 */
export class Live0016 implements MigrationInterface {
  readonly name = 'Live1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX task_event_at ON task_event USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
      CREATE INDEX review_case_gold ON review_case (subject_id) WHERE purpose = 'gold' AND state = 'open';
      CREATE INDEX ruling_given ON ruling USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on);
    `);
    await runner.query(unattended);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

const currentTenant = `NULLIF(current_setting('assay.tenant_id', true), '')::uuid`;

const unattended = `
  -- Since when nobody is left who could take this open task.
  CREATE TABLE unattended_task (
    task_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX unattended_task_tenant ON unattended_task (tenant_id, since);
  -- What somebody may have had a part in: it was claimed once, has sisters, checks a
  -- cluster, or is about something decided.
  CREATE INDEX review_task_passed_over ON review_task (tenant_id, id)
    WHERE state = 'open' AND purpose <> 'gold' AND (lease_epoch > 0 OR slot > 1 OR purpose <> 'first_review' OR verifies IS NOT NULL);
  ALTER TABLE unattended_task ENABLE ROW LEVEL SECURITY;
  ALTER TABLE unattended_task FORCE ROW LEVEL SECURITY;
  CREATE POLICY service ON unattended_task TO assay_service USING (true) WITH CHECK (true);
  CREATE POLICY own_tenant ON unattended_task FOR SELECT TO assay_api USING (tenant_id = ${currentTenant});
  GRANT SELECT, INSERT, UPDATE, DELETE ON unattended_task TO assay_service;
  GRANT SELECT ON unattended_task TO assay_api;
`;
