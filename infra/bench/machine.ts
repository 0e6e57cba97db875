import { cpus, release, totalmem } from 'node:os';
import type pg from 'pg';

const durable = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** What the figures were measured on. */
export const machineLine = (): string => {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? 'CPU'}, ${memory} GiB, Linux ${release()}, Node ${process.version}`;
};

/** The settings that make a COMMIT a promise. Rejects when one of them is off: figures without them are worth nothing. */
export async function durabilityLine(pool: pg.Pool): Promise<string> {
  const values: string[] = [];
  for (const name of durable) {
    const { rows } = await pool.query<{ value: string }>('SELECT current_setting($1) AS value', [
      name,
    ]);
    const value = rows[0]?.value;
    if (value !== 'on') throw new Error(`${name} is ${value}, not on.`);
    values.push(`${name}=${value}`);
  }
  const { rows } = await pool.query<{ version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  return `PostgreSQL ${rows[0]?.version ?? ''}: ${values.join(', ')}`;
}
