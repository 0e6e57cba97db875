import 'reflect-metadata';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { entities } from './entities.js';

/** An open connection pool, as TypeORM sees it and, for the hot statements, as plain `pg`. */
export interface Database {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Connections this process may hold. */
  readonly poolSize?: number;
  readonly applicationName: string;
  /** When the server gives up on one statement; 30 s by default, 0 never. */
  readonly statementTimeoutMs?: number;
}

/**
 * Opens the database as the role `assay_service`, never as the login user, so that row-level security and
 * missing grants bind even where the login is a superuser. Rejects when the server cannot be reached.
 */
export async function connectDatabase({
  url,
  poolSize = 10,
  applicationName,
  statementTimeoutMs = 30_000,
}: DatabaseOptions): Promise<Database> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    applicationName,
    extra: {
      max: poolSize,
      options: `-c role=assay_service -c idle_in_transaction_session_timeout=10s -c statement_timeout=${statementTimeoutMs}`,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    },
    // A lost connection must not end the process; the next query opens a new one.
    poolErrorHandler: () => undefined,
  });
  await dataSource.initialize();
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  return { dataSource, pool, close: () => dataSource.destroy() };
}

/**
 * Runs reads as `assay_api`, bound to one tenant by row-level security. Writes fail with a missing grant.
 * Cost: one extra round trip.
 */
export function readAsTenant<T>(
  dataSource: DataSource,
  tenantId: string,
  read: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource.transaction(async (manager) => {
    await manager.query(
      `SELECT set_config('role', 'assay_api', true), set_config('assay.tenant_id', $1, true)`,
      [tenantId],
    );
    return read(manager);
  });
}
