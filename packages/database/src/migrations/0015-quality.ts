import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the random audit of machine review found, and the indexes that figures about people and machine read by. */
export class Quality0015 implements MigrationInterface {
  readonly name = 'Quality1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(audits);
    await runner.query(indexes);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

/** What was measured stays as it was measured: the services may add to it only. */
const audits = `
CREATE TABLE audit_result (
  case_id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  machine_revision integer,
  machine_outcome text NOT NULL,
  machine_category text,
  human_outcome text NOT NULL,
  human_category text,
  policy_version text NOT NULL,
  blacklist_version bigint NOT NULL,
  engine_version text NOT NULL,
  model text,
  scene text NOT NULL,
  probability real NOT NULL,
  corrected boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_result_tenant ON audit_result (tenant_id, at);
ALTER TABLE audit_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_result FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON audit_result TO assay_service USING (true) WITH CHECK (true);
CREATE POLICY own_tenant ON audit_result FOR SELECT TO assay_api
  USING (tenant_id = NULLIF(current_setting('assay.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT ON audit_result TO assay_service;
GRANT SELECT ON audit_result TO assay_api;
`;

const indexes = `
CREATE INDEX review_case_concluded ON review_case (tenant_id, concluded_at, id) WHERE state = 'concluded';
CREATE INDEX ruling_actor_final ON ruling (tenant_id, actor, settles_at) WHERE state = 'final';
CREATE INDEX task_event_skipped ON task_event (tenant_id, actor, at) WHERE kind = 'skipped';
CREATE INDEX appeal_closed ON appeal (tenant_id, closed_at) WHERE state = 'decided';
`;
