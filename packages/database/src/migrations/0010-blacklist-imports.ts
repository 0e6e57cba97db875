import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the entries of one import, and lets subscribers of an industry list read what happened to its entries. */
export class BlacklistImports0010 implements MigrationInterface {
  readonly name = 'BlacklistImports1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX blacklist_entry_import ON blacklist_entry (import_id) WHERE import_id IS NOT NULL;
      CREATE POLICY subscribed ON blacklist_event FOR SELECT TO assay_api
        USING (entry_id IN (SELECT e.id FROM blacklist_entry e WHERE e.list_id IS NOT NULL));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
