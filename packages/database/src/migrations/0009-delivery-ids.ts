import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Time-ordered ids made inside a statement (deliveries are created by `INSERT … SELECT`).
 * PostgreSQL 18 has `uuidv7()`; older servers get the same layout from a random UUID and the clock.
 */
export class DeliveryIds0009 implements MigrationInterface {
  readonly name = 'DeliveryIds1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    const [server]: { version: number }[] = await runner.query(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    const body =
      (server?.version ?? 0) >= 180_000 ? 'SELECT uuidv7()' : `SELECT ${timeOrderedUuid}`;
    await runner.query(
      `CREATE FUNCTION assay_uuidv7() RETURNS uuid LANGUAGE sql VOLATILE AS $$ ${body} $$`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}

/** RFC 9562 version 7: 48 bits of milliseconds, version nibble 7, the rest of a version 4 UUID. */
const timeOrderedUuid = `(
  lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
  || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14)
)::uuid`;
