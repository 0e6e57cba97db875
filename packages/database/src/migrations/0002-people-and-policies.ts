import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, people, keys, teams, policies. */
export class PeopleAndPolicies0002 implements MigrationInterface {
  readonly name = 'PeopleAndPolicies1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

const tables = `
CREATE TABLE tenant (
  id uuid PRIMARY KEY,
  slug text NOT NULL,
  name text NOT NULL,
  quota_per_minute integer,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tenant_slug ON tenant (slug);

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  locale text NOT NULL DEFAULT 'zh-CN',
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX app_user_email ON app_user (email);

CREATE TABLE role_grant (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  tenant_id uuid,
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX role_grant_user ON role_grant (user_id);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_person ON session (user_id);

CREATE TABLE login_failure (
  subject text PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  owner_user_id uuid,
  name text NOT NULL,
  prefix text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX api_key_secret ON api_key (secret_hash);
CREATE INDEX api_key_tenant ON api_key (tenant_id, id);

CREATE TABLE team (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX team_name ON team (tenant_id, name);

CREATE TABLE team_member (
  team_id uuid NOT NULL,
  user_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  PRIMARY KEY (team_id, user_id)
);

CREATE TABLE policy (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  scene text NOT NULL,
  industry text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX policy_name ON policy (tenant_id, name);
CREATE UNIQUE INDEX policy_scene ON policy (tenant_id, scene, industry);

CREATE TABLE policy_version (
  id uuid PRIMARY KEY,
  policy_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  definition json NOT NULL,
  change_seq bigint NOT NULL DEFAULT 0,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  published_by text,
  published_at timestamptz,
  retired_at timestamptz
);
CREATE UNIQUE INDEX policy_version_number ON policy_version (policy_id, version);
CREATE UNIQUE INDEX policy_version_published ON policy_version (policy_id) WHERE state = 'published';
CREATE INDEX policy_version_change ON policy_version (change_seq);

-- A published version never changes; only its state may move on to retired.
CREATE FUNCTION policy_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN
      RAISE EXCEPTION 'a published policy version is never removed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.state <> 'draft' AND (
    NEW.definition::text <> OLD.definition::text OR NEW.version <> OLD.version OR NEW.policy_id <> OLD.policy_id
    OR NEW.state = 'draft' OR (OLD.state = 'retired' AND NEW.state <> 'retired')
  ) THEN
    RAISE EXCEPTION 'a published policy version never changes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_version_immutable BEFORE UPDATE OR DELETE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION policy_version_is_immutable();

-- Sequences under a row lock: numbers become visible in the order of their commits.
CREATE TABLE change_counter (
  name text PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO change_counter VALUES ('policy', 0), ('blacklist', 0), ('subscription', 0), ('endpoint', 0);
`;
