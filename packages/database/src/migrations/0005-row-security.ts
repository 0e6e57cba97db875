import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows, once written, are never changed or removed by the services. */
const appendOnly = [
  'submission',
  'decision',
  'verdict',
  'event',
  'audit_entry',
  'task_event',
  'blacklist_event',
];

/** Tables with `tenant_id` that the tenant-bound role has no business in. */
const hiddenFromApi = ['role_grant', 'session', 'api_key', 'idempotency', 'outbox', 'quota_window'];

/**
 * Grants and row-level security. Every table with a `tenant_id` is forced behind two policies: the service role sees
 * all rows, the API role those of `assay.tenant_id`. Industry lists are shared by subscription.
 */
export class RowSecurity0005 implements MigrationInterface {
  readonly name = 'RowSecurity1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO assay_service;
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO assay_service;
      GRANT SELECT ON tenant TO assay_api;
      REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM assay_service;
    `);
    for (const table of appendOnly)
      await runner.query(`REVOKE UPDATE, DELETE ON ${table} FROM assay_service`);
    const tables: { name: string }[] = await runner.query(`
      SELECT c.relname AS name FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`);
    for (const { name } of tables) await secure(runner, name);
    await runner.query(`
      CREATE POLICY subscribed ON industry_list FOR SELECT TO assay_api USING (true);
      CREATE POLICY subscribed ON blacklist_entry FOR SELECT TO assay_api USING (${subscribed});
      CREATE POLICY subscribed ON blacklist_entry_version FOR SELECT TO assay_api USING (${subscribed});
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

const currentTenant = `NULLIF(current_setting('assay.tenant_id', true), '')::uuid`;

const subscribed = `list_id IN (SELECT s.list_id FROM subscription s WHERE s.tenant_id = ${currentTenant})`;

async function secure(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY service ON ${table} TO assay_service USING (true) WITH CHECK (true);
    CREATE POLICY own_tenant ON ${table} FOR SELECT TO assay_api USING (tenant_id = ${currentTenant});
  `);
  if (!hiddenFromApi.includes(table)) await runner.query(`GRANT SELECT ON ${table} TO assay_api`);
}
