import type { EntityManager } from 'typeorm';

/** The part of a `pg` client that is needed here. */
interface NamedQueries {
  query(statement: {
    readonly name: string;
    readonly text: string;
    readonly values: readonly unknown[];
  }): Promise<{ readonly rows: unknown[] }>;
  end(): Promise<void>;
}

/**
 * Runs a statement that the connection keeps parsed and, once that pays, planned: for the few whose planning costs as
 * much as their work. The same name always goes with the same text. Inside a transaction it runs on its connection;
 * outside of one it is an ordinary query.
 */
export async function prepared<Row>(
  manager: EntityManager,
  statement: {
    readonly name: string;
    readonly text: string;
    readonly values: readonly unknown[];
  },
): Promise<Row[]> {
  const { queryRunner } = manager;
  if (queryRunner === undefined) return manager.query(statement.text, [...statement.values]);
  const client = (await queryRunner.connect()) as NamedQueries;
  try {
    return (await client.query(statement)).rows as Row[];
  } catch (error) {
    // The server has another idea of the statement than this connection: tables changed, or somebody discarded it.
    if (outdated.has((error as { code?: string }).code ?? '')) void client.end();
    throw error;
  }
}

/** `cached plan must not change result type`, `prepared statement does not exist`. */
const outdated: ReadonlySet<string> = new Set(['0A000', '26000']);
