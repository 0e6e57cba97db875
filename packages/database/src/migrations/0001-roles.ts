import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two runtime roles. `assay_service` is what gateway and worker run as: it may write, and sees every tenant.
 * `assay_api` reads for one tenant: row-level security shows it the rows of `assay.tenant_id` only.
 * Roles belong to the cluster, so an existing one is kept.
 */
export class Roles0001 implements MigrationInterface {
  readonly name = 'Roles1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const role of ['assay_service', 'assay_api']) {
      await runner.query(`
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
            CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
          END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$`);
      // Since PostgreSQL 16 a role's creator is its member without being allowed to become it.
      await runner.query(`
        DO $$ BEGIN
          IF NOT pg_has_role(current_user, '${role}',
            CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
          THEN EXECUTE format('GRANT ${role} TO %I', current_user);
          END IF;
        END $$`);
      await runner.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
