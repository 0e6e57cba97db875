import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds idempotency keys that are old enough to go. Keys arrive in the order of time, so the index grows at its end. */
export class Housekeeping0011 implements MigrationInterface {
  readonly name = 'Housekeeping1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX idempotency_created ON idempotency USING brin (created_at)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
