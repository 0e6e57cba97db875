import pg, { type Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';

/** PostgreSQL did not answer in time. What was asked of it may have happened or not. */
export class DeadlineExceeded extends Error {
  constructor(deadlineMs: number) {
    super(`The database did not answer within ${deadlineMs} ms.`);
  }
}

/**
 * One statement with an end, for a server that hangs instead of failing. Rejects with `DeadlineExceeded`, and then the
 * connection is destroyed: its answer could still come, and belongs to nobody else. Cost: one timer.
 */
export async function queryWithin<Row extends QueryResultRow>(
  pool: Pool,
  query: QueryConfig,
  deadlineMs: number,
): Promise<QueryResult<Row>> {
  const startedMs = performance.now();
  // The pool itself bounds how long a connection is waited for.
  const client = await pool.connect();
  // A broken connection rejects the query; without a listener it would end the process as well.
  client.on('error', ignore);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const leftMs = Math.max(0, deadlineMs - (performance.now() - startedMs));
    timer = setTimeout(() => reject(new DeadlineExceeded(deadlineMs)), leftMs);
  });
  try {
    const result = await Promise.race([client.query<Row>(query), deadline]);
    client.off('error', ignore);
    client.release();
    return result;
  } catch (error) {
    client.off('error', ignore);
    // An error that PostgreSQL answered with leaves a good connection behind.
    client.release(!(error instanceof pg.DatabaseError));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const ignore = (): void => undefined;
