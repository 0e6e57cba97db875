import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Standards, gold items, exams, what people are qualified for, and what their work asks of them. */
export class Qualification0013 implements MigrationInterface {
  readonly name = 'Qualification1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(standards);
    await runner.query(exams);
    await runner.query(reviewers);
    for (const [table, grants] of Object.entries(serviceGrants)) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY service ON ${table} TO assay_service USING (true) WITH CHECK (true);
        CREATE POLICY own_tenant ON ${table} FOR SELECT TO assay_api
          USING (tenant_id = NULLIF(current_setting('assay.tenant_id', true), '')::uuid);
        GRANT ${grants} ON ${table} TO assay_service;
        GRANT SELECT ON ${table} TO assay_api;
      `);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

/** Accuracy is measured against gold items and answers, so neither is ever rewritten. */
const serviceGrants = {
  standard: 'SELECT, INSERT, UPDATE',
  standard_version: 'SELECT, INSERT, UPDATE, DELETE',
  gold_item: 'SELECT, INSERT, UPDATE (state, retired_at, last_used_at)',
  exam: 'SELECT, INSERT, UPDATE',
  exam_attempt: 'SELECT, INSERT, UPDATE',
  exam_answer: 'SELECT, INSERT',
  qualification: 'SELECT, INSERT, UPDATE',
  reviewer_profile: 'SELECT, INSERT, UPDATE, DELETE',
  exposure_day: 'SELECT, INSERT, UPDATE, DELETE',
  reviewer_presence: 'SELECT, INSERT, UPDATE, DELETE',
} as const;

const standards = `
CREATE TABLE standard (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  title json NOT NULL,
  taxonomy text NOT NULL,
  gold_set text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX standard_name ON standard (tenant_id, name);

CREATE TABLE standard_version (
  id uuid PRIMARY KEY,
  standard_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  clauses json NOT NULL,
  review_at date NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  published_by text,
  published_at timestamptz,
  retired_at timestamptz
);
CREATE UNIQUE INDEX standard_version_number ON standard_version (standard_id, version);
CREATE UNIQUE INDEX standard_version_published ON standard_version (standard_id) WHERE state = 'published';

-- Rulings cite clauses of a version: what they cite must stay as it was read.
CREATE FUNCTION standard_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN
      RAISE EXCEPTION 'a published standard version is never removed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.state <> 'draft' AND (
    NEW.clauses::text <> OLD.clauses::text OR NEW.review_at <> OLD.review_at OR NEW.version <> OLD.version
    OR NEW.standard_id <> OLD.standard_id OR NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
  ) THEN
    RAISE EXCEPTION 'a published standard version never changes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER standard_version_immutable BEFORE UPDATE OR DELETE ON standard_version
  FOR EACH ROW EXECUTE FUNCTION standard_version_is_immutable();

CREATE TABLE gold_item (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  set_name text NOT NULL,
  clause text,
  taxonomy text NOT NULL,
  parts json NOT NULL,
  context json NOT NULL,
  scene text NOT NULL,
  industry text,
  language text NOT NULL,
  category text NOT NULL,
  severity text NOT NULL,
  decision json NOT NULL,
  expected_outcome text NOT NULL,
  expected_category text,
  explanation text NOT NULL,
  state text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX gold_item_tenant ON gold_item (tenant_id, id);
CREATE INDEX gold_item_active ON gold_item (tenant_id, last_used_at) WHERE state = 'active';
CREATE INDEX gold_ruling_item ON gold_ruling (gold_item_id);
`;

const exams = `
CREATE TABLE exam (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  set_name text,
  item_ids uuid[],
  pass_mark double precision NOT NULL,
  valid_days integer NOT NULL,
  cool_down_hours integer NOT NULL,
  standard_id uuid,
  version integer NOT NULL,
  state text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX exam_name ON exam (tenant_id, name);

CREATE TABLE exam_attempt (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  exam_id uuid NOT NULL,
  exam_version integer NOT NULL,
  actor text NOT NULL,
  category text NOT NULL,
  item_ids uuid[] NOT NULL,
  pass_mark double precision NOT NULL,
  valid_days integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  correct integer,
  passed boolean
);
CREATE UNIQUE INDEX exam_attempt_open ON exam_attempt (exam_id, actor) WHERE closed_at IS NULL;
CREATE INDEX exam_attempt_actor ON exam_attempt (exam_id, actor, started_at);

CREATE TABLE exam_answer (
  attempt_id uuid NOT NULL,
  gold_item_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  outcome text NOT NULL,
  category text,
  correct boolean NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (attempt_id, gold_item_id)
);
CREATE INDEX exam_answer_item ON exam_answer (gold_item_id);
CREATE INDEX exam_answer_actor ON exam_answer (tenant_id, actor);

CREATE TABLE qualification (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  category text NOT NULL,
  exam_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  passed_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  shortened_by text,
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text
);
CREATE INDEX qualification_actor ON qualification (tenant_id, actor);
CREATE UNIQUE INDEX qualification_attempt ON qualification (attempt_id);
`;

const reviewers = `
CREATE TABLE reviewer_profile (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  languages text[],
  queues text[],
  opted_out text[] NOT NULL DEFAULT '{}',
  daily_budget integer,
  display json NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, actor)
);

CREATE TABLE exposure_day (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  day date NOT NULL,
  points integer NOT NULL,
  items integer NOT NULL,
  heavy_items integer NOT NULL,
  PRIMARY KEY (tenant_id, actor, day)
);

CREATE TABLE reviewer_presence (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  state text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  working_since timestamptz NOT NULL DEFAULT now(),
  paused_at timestamptz,
  heavy_since_break integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, actor)
);
-- Written every half minute per person; room on the page keeps the row where it is.
ALTER TABLE reviewer_presence SET (fillfactor = 50);
`;
