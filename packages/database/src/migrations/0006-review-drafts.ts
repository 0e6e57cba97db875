import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Drafts belong to a person, not to a task: a lost lease keeps the draft for whoever wrote it and shows it to nobody
 * else. Also the indexes that the review desk reads by.
 */
export class ReviewDrafts0006 implements MigrationInterface {
  readonly name = 'ReviewDrafts1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(drafts);
    await runner.query(indexes);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

const drafts = `
CREATE TABLE review_draft (
  task_id uuid NOT NULL,
  actor text NOT NULL,
  tenant_id uuid NOT NULL,
  draft json NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (task_id, actor)
);
ALTER TABLE review_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON review_draft TO assay_service USING (true) WITH CHECK (true);
CREATE POLICY own_tenant ON review_draft FOR SELECT TO assay_api
  USING (tenant_id = NULLIF(current_setting('assay.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON review_draft TO assay_service;
GRANT SELECT ON review_draft TO assay_api;
ALTER TABLE review_task DROP COLUMN draft;
`;

const indexes = `
CREATE INDEX review_task_open_rank ON review_task (tenant_id, rank) WHERE state = 'open';
CREATE INDEX review_task_held ON review_task (tenant_id, lease_owner) WHERE state IN ('leased', 'ruled');
CREATE INDEX review_task_tenant ON review_task (tenant_id, id);
CREATE INDEX ruling_submission_actor ON ruling (submission_id, actor);
-- A claim reads the front of the queue, which is where claimed tasks leave their dead rows.
ALTER TABLE review_task SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
`;
