import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Human review in full: queues with settings, cases with a panel of blind slots, claims by what a person may take,
 * gold beside first reviews. A case says why people look at a piece of content; each slot of its panel is one task.
 */
export class ReviewCases0012 implements MigrationInterface {
  readonly name = 'ReviewCases1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(queues);
    await runner.query(cases);
    await runner.query(tasks);
    await runner.query(rulings);
    await runner.query(indexes);
    for (const table of ['review_queue', 'review_case', 'gold_ruling', 'claim_key_alarm'])
      await secure(runner, table);
    await runner.query('REVOKE SELECT ON gold_ruling FROM assay_api');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

const queues = `
CREATE TABLE review_queue (
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  settings json NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, name)
);
INSERT INTO change_counter VALUES ('queue', 0);

-- Since when tasks with this key wait without anybody who may take them.
CREATE TABLE claim_key_alarm (
  tenant_id uuid NOT NULL,
  claim_key text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, claim_key)
);
`;

const cases = `
CREATE TABLE review_case (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  purpose text NOT NULL,
  state text NOT NULL,
  decision_round smallint NOT NULL,
  queue text NOT NULL,
  panel json NOT NULL,
  probability real,
  contested_revision integer,
  requested_by text,
  presented json,
  outcome text,
  agreed boolean,
  created_at timestamptz NOT NULL DEFAULT now(),
  concluded_at timestamptz
);
INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
  created_at, concluded_at)
SELECT id, tenant_id, submission_id, submission_id, 'first_review',
  CASE state WHEN 'settled' THEN 'concluded' WHEN 'cancelled' THEN 'cancelled' ELSE 'open' END,
  decision_round, queue, '{"reviewers":1,"agreeing":1,"arbiter":false,"agreeOn":"outcome"}', created_at, closed_at
FROM review_task;
`;

const tasks = `
ALTER TABLE review_task
  ADD COLUMN case_id uuid,
  ADD COLUMN slot smallint NOT NULL DEFAULT 1,
  ADD COLUMN purpose text NOT NULL DEFAULT 'first_review',
  ADD COLUMN subject_id uuid,
  ADD COLUMN claim_key text,
  ADD COLUMN home_key text,
  ADD COLUMN language text NOT NULL DEFAULT 'zh',
  ADD COLUMN level smallint NOT NULL DEFAULT 0,
  ADD COLUMN leased_at timestamptz,
  ADD COLUMN fingerprint bigint,
  ADD COLUMN bands integer[],
  ADD COLUMN verifies uuid;
UPDATE review_task SET case_id = id, subject_id = submission_id,
  claim_key = queue || '|' || category || '|zh|' || CASE WHEN severity IN ('high', 'critical') THEN 'heavy' ELSE 'mild' END;
UPDATE review_task SET home_key = claim_key;
ALTER TABLE review_task
  ALTER COLUMN case_id SET NOT NULL,
  ALTER COLUMN subject_id SET NOT NULL,
  ALTER COLUMN claim_key SET NOT NULL,
  ALTER COLUMN home_key SET NOT NULL;
ALTER TABLE task_event ADD COLUMN detail json;
-- Why somebody is not offered a task: what they did with it themselves may be forgotten, a conflict of interest never.
ALTER TABLE review_task_skip ADD COLUMN reason text NOT NULL DEFAULT 'skipped';
`;

const rulings = `
ALTER TABLE ruling
  ADD COLUMN case_id uuid,
  ADD COLUMN subject_id uuid,
  ADD COLUMN slot smallint NOT NULL DEFAULT 1,
  ADD COLUMN kind text NOT NULL DEFAULT 'ruling',
  ADD COLUMN clause text,
  ADD COLUMN referral json,
  ADD COLUMN cluster_of uuid,
  ADD COLUMN handling_ms integer;
UPDATE ruling SET case_id = task_id, subject_id = submission_id;
ALTER TABLE ruling
  ALTER COLUMN case_id SET NOT NULL,
  ALTER COLUMN subject_id SET NOT NULL;

-- What rulings on gold were worth. Kept apart, so that nothing that reads rulings can show it.
CREATE TABLE gold_ruling (
  ruling_id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  gold_item_id uuid NOT NULL,
  actor text NOT NULL,
  category text NOT NULL,
  outcome text NOT NULL,
  correct boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX gold_ruling_actor ON gold_ruling (tenant_id, actor, at);
`;

const indexes = `
CREATE UNIQUE INDEX review_case_open ON review_case (submission_id, purpose) WHERE state = 'open';
CREATE INDEX review_case_tenant ON review_case (tenant_id, id);
CREATE INDEX review_case_submission ON review_case (submission_id, id);

DROP INDEX review_task_pending;
DROP INDEX review_task_open;
DROP INDEX review_task_open_rank;
DROP INDEX review_task_held;
CREATE UNIQUE INDEX review_task_slot ON review_task (case_id, slot);
CREATE INDEX review_task_submission ON review_task (submission_id);
CREATE INDEX review_task_open ON review_task (tenant_id, claim_key, rank) WHERE state = 'open';
-- One person holds at most one task on the same content: the wall behind the claim.
CREATE UNIQUE INDEX review_task_held ON review_task (tenant_id, lease_owner, subject_id)
  WHERE state IN ('leased', 'ruled');
CREATE INDEX review_task_verifying ON review_task (tenant_id, verifies) WHERE verifies IS NOT NULL;
CREATE INDEX review_task_similar ON review_task USING gin (bands) WHERE state = 'open';

DROP INDEX ruling_submission_actor;
CREATE INDEX ruling_subject_actor ON ruling (subject_id, actor);
CREATE INDEX ruling_case ON ruling (case_id);
CREATE INDEX ruling_cluster ON ruling (cluster_of) WHERE cluster_of IS NOT NULL;
`;

const currentTenant = `NULLIF(current_setting('assay.tenant_id', true), '')::uuid`;

async function secure(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY service ON ${table} TO assay_service USING (true) WITH CHECK (true);
    CREATE POLICY own_tenant ON ${table} FOR SELECT TO assay_api USING (tenant_id = ${currentTenant});
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO assay_service;
    GRANT SELECT ON ${table} TO assay_api;
  `);
}
