import type { Pool } from 'pg';

/**
 * Ends a pool and waits until the server has let go of its connections. `pool.end()` alone resolves once it has said
 * good-bye: a server that stops in that moment still answers some of them with an error that nobody listens for.
 */
export async function closePool(pool: Pool): Promise<void> {
  let open = pool.totalCount;
  const gone = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on('remove', () => {
      open -= 1;
      if (open === 0) resolve();
    });
  });
  await pool.end();
  await gone;
}
