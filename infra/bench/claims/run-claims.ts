import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { closePool, migrate } from '@assay/database';
import { startPostgres } from '@assay/embedded';
import pg from 'pg';
import { cpuSeconds } from '../cpu-clock.js';
import { durabilityLine, machineLine } from '../machine.js';
import type { ClaimOptions } from './claim-options.js';
import { DeskClients, type KindFigures } from './desk-clients.js';
import { explainLast } from './explain-last.js';
import { fillQueue, timedIdFunction } from './fill-queue.js';
import { measureClaims, type PacedTotals } from './measure-claims.js';
import { addReviewers, reviewerKinds, type ReviewerKind } from './reviewers.js';
import { RivalDesk } from './rival-desk.js';
import { loggingSettings, readServerTimes, type ServerTimes } from './server-log.js';

export interface ClaimReport {
  readonly machine: string;
  readonly durability: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly options: ClaimOptions;
  readonly openAtStart: number;
  readonly openRare: number;
  readonly keys: number;
  readonly totals: PacedTotals;
  readonly figures: ReadonlyMap<ReviewerKind, KindFigures>;
  readonly serverTimes: ServerTimes;
  /** Milliseconds of the rival's statement by kind. */
  readonly rivalMs: ReadonlyMap<ReviewerKind, readonly number[]>;
  /** Of the whole run, the rival's turns included. */
  readonly cpuSeconds: { readonly postgres: number; readonly client: number };
  readonly plans: readonly { readonly title: string; readonly plan: string }[];
  readonly failures: readonly string[];
}

type Say = (line: string) => void;

/** A database of a million open tasks is given memory for them; the rest is as the product starts it. */
const sizedFor = { shared_buffers: '4GB', max_wal_size: '8GB' } as const;

/** Fills a private PostgreSQL, claims from it at an even pace, and tells what that took. */
export async function runClaims(options: ClaimOptions, say: Say): Promise<ClaimReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-claims-'));
  // As root the database runs as somebody else, who must pass through; else it would stay behind elsewhere.
  chmodSync(folder, 0o711);
  const logFile = path.join(folder, 'postgres.log');
  const server = await startPostgres({
    dataDir: path.join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    settings: { ...sizedFor, ...loggingSettings(options.rate * options.seconds) },
    logFile,
  });
  try {
    await migrate(server.url);
    return await onServer({ url: server.url, pid: server.pid, logFile, options, say });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Lab {
  readonly url: string;
  readonly pid: number | undefined;
  readonly logFile: string;
  readonly options: ClaimOptions;
  readonly say: Say;
}

async function onServer(lab: Lab): Promise<ClaimReport> {
  const { url, logFile, options, say } = lab;
  const pool = new pg.Pool({ connectionString: url, max: 8, application_name: 'claim bench' });
  const tenantId = randomUUID();
  try {
    const durability = await durabilityLine(pool);
    await pool.query(timedIdFunction);
    say(`filling the queue with ${options.tasks} tasks`);
    await fillQueue(pool, { tenantId, tasks: options.tasks });
    const people = await addReviewers(pool, tenantId);
    const rival = options.rivalRate === 0 ? undefined : await RivalDesk.open(pool, tenantId);
    const start = await countOpen(pool, tenantId);
    await pool.query('CHECKPOINT');
    const desk = await DeskClients.connect(url, tenantId);
    try {
      say(`claiming for ${options.seconds} s at ${options.rate}/s`);
      let logStart = 0;
      let cpuBefore = cpuUsed(lab.pid);
      const onWarm = (): void => {
        desk.forget();
        logStart = statSync(logFile).size;
        cpuBefore = cpuUsed(lab.pid);
      };
      const totals = await measureClaims({
        ...options,
        desk,
        rival,
        pool,
        tenantId,
        people,
        onWarm,
      });
      const cpuAfter = cpuUsed(lab.pid);
      const lines = createInterface({ input: createReadStream(logFile, { start: logStart }) });
      return {
        machine: machineLine(),
        durability,
        settings: await tellingSettings(pool),
        options,
        ...start,
        totals,
        figures: desk.figures,
        serverTimes: await readServerTimes(lines),
        rivalMs: rival?.timesMs ?? new Map<ReviewerKind, readonly number[]>(),
        cpuSeconds: {
          postgres: cpuAfter.postgres - cpuBefore.postgres,
          client: cpuAfter.client - cpuBefore.client,
        },
        plans: await explainLast(desk, reviewerKinds),
        failures: desk.failures,
      };
    } finally {
      await desk.close();
    }
  } finally {
    await closePool(pool);
  }
}

const cpuUsed = (pid: number | undefined): { postgres: number; client: number } => {
  const { user, system } = process.cpuUsage();
  return { postgres: cpuSeconds([pid]), client: (user + system) / 1e6 };
};

async function countOpen(
  pool: pg.Pool,
  tenantId: string,
): Promise<{ openAtStart: number; openRare: number; keys: number }> {
  const { rows } = await pool.query<{ openAtStart: number; openRare: number; keys: number }>(
    `SELECT count(*)::int AS "openAtStart", count(*) FILTER (WHERE category = 'A.4.f')::int AS "openRare",
       count(DISTINCT claim_key)::int AS keys
     FROM review_task WHERE tenant_id = $1 AND state = 'open'`,
    [tenantId],
  );
  return rows[0] ?? { openAtStart: 0, openRare: 0, keys: 0 };
}

const telling = [
  'shared_buffers',
  'max_wal_size',
  'wal_compression',
  'autovacuum',
  'autovacuum_vacuum_scale_factor',
  'jit',
  'random_page_cost',
] as const;

async function tellingSettings(pool: pg.Pool): Promise<Readonly<Record<string, string>>> {
  const { rows } = await pool.query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [telling],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
