import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appeals with their clocks, reports on published content, strikes of authors, referrals to the law. */
export class Disputes0014 implements MigrationInterface {
  readonly name = 'Disputes1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    for (const table of tenantTables) await secure(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

const tenantTables = [
  'appeal',
  'report',
  'strike',
  'author_tally',
  'strike_checkpoint',
  'dispute_terms',
  'referral',
];

const tables = `
CREATE TABLE dispute_terms (
  tenant_id uuid PRIMARY KEY,
  appeal json,
  strike json,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE appeal (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  contested_revision integer NOT NULL,
  entry_id uuid,
  case_id uuid,
  state text NOT NULL,
  text text NOT NULL,
  appellant_kind text NOT NULL,
  appellant_reference text,
  lodged_by text NOT NULL,
  accepted_by text,
  result text,
  result_revision integer,
  reason text,
  accept_due_at timestamptz NOT NULL,
  decide_due_at timestamptz NOT NULL,
  notify_due_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  accepted_at timestamptz,
  closed_at timestamptz
);
CREATE INDEX appeal_tenant ON appeal (tenant_id, id);
CREATE INDEX appeal_submission ON appeal (submission_id);
CREATE UNIQUE INDEX appeal_open ON appeal (submission_id) WHERE state IN ('received', 'accepted');
CREATE UNIQUE INDEX appeal_case ON appeal (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE report (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  case_id uuid NOT NULL,
  source text NOT NULL,
  category text,
  explanation text NOT NULL,
  location text,
  reporter_name text,
  reporter_email text,
  lodged_by text NOT NULL,
  state text NOT NULL,
  outcome text,
  result_revision integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz
);
CREATE INDEX report_tenant ON report (tenant_id, id);
CREATE INDEX report_submission ON report (submission_id);
CREATE INDEX report_case ON report (case_id);

CREATE TABLE strike (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  author_id text NOT NULL,
  submission_id uuid NOT NULL,
  revision integer NOT NULL,
  category text NOT NULL,
  severity text NOT NULL,
  transforms text[] NOT NULL,
  reached boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX strike_submission ON strike (submission_id);
CREATE INDEX strike_author ON strike (tenant_id, author_id, at);

-- Decided submissions of an author, counted by the projection: the submissions themselves are not indexed by author.
CREATE TABLE author_tally (
  tenant_id uuid NOT NULL,
  author_id text NOT NULL,
  decided integer NOT NULL,
  PRIMARY KEY (tenant_id, author_id)
);

-- Verdicts older than since are not held against anybody.
CREATE TABLE strike_checkpoint (
  tenant_id uuid PRIMARY KEY,
  xid bigint NOT NULL,
  seq bigint NOT NULL,
  since timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE referral (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  case_id uuid NOT NULL,
  authority text NOT NULL,
  note text,
  referred_by text NOT NULL,
  bundle json NOT NULL,
  bundle_sha256 text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  exported_at timestamptz,
  exported_by text
);
CREATE INDEX referral_tenant ON referral (tenant_id, id);
CREATE UNIQUE INDEX referral_case ON referral (case_id);
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
