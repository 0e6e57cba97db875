import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which credentials from the environment were applied, so that later changes by people are not undone at a restart. */
export class SeededCredentials0007 implements MigrationInterface {
  readonly name = 'SeededCredentials1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE seeded_credential (
        name text PRIMARY KEY,
        applied text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON seeded_credential TO assay_service;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
