import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { runLoad } from './children.js';
import { cpuSeconds } from './cpu-clock.js';
import type { LoadPlan, LoadResult } from './load-generator.js';
import type { BenchTarget } from './target.js';

export interface SustainedFigures {
  readonly seconds: number;
  readonly accepted: number;
  readonly refused: number;
  /** Submissions that had their verdict row or task when the load ended. */
  readonly doneAtEnd: number;
  /** From the end of the load until nothing was undecided. */
  readonly drainSeconds: number;
  /** Done until drained, over the time from first request to drained. */
  readonly donePerSecond: number;
  readonly deliveredAtDrain: number;
  readonly deliverySeconds: number;
  readonly acceptP50Ms: number;
  readonly acceptP99Ms: number;
  readonly cpuMicrosPerItem: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Full load for a while, then the time until everything is decided, then until every webhook is out. */
export async function measureSustained(
  target: BenchTarget,
  plan: LoadPlan,
  { pool, itemsPerRequest = 1 }: { readonly pool: pg.Pool; readonly itemsPerRequest?: number },
): Promise<SustainedFigures> {
  const before = await counts(pool);
  const cpuBefore = cpuByPart(target);
  const startedAt = Date.now();
  const load = await runLoad(plan);
  const endedAt = Date.now();
  const left = await pool.query<{ count: string }>(target.undecidedSql);
  const undecidedAtEnd = Number(left.rows[0]?.count);
  await untilNone(pool, target.undecidedSql);
  const drainedAt = Date.now();
  const cpuAfter = cpuByPart(target);
  const drained = await counts(pool);
  await untilNone(pool, pendingDeliveriesSql);
  const deliveredAt = Date.now();
  const done = drained.done - before.done;
  const accepted = acceptedIn(load) * itemsPerRequest;
  return {
    seconds: load.seconds,
    accepted,
    refused: refusedIn(load),
    doneAtEnd: done - undecidedAtEnd,
    drainSeconds: (drainedAt - endedAt) / 1000,
    donePerSecond: done / ((drainedAt - startedAt) / 1000),
    deliveredAtDrain: drained.delivered - before.delivered,
    deliverySeconds: (deliveredAt - drainedAt) / 1000,
    acceptP50Ms: quantile(load.latenciesMs, 0.5),
    acceptP99Ms: quantile(load.latenciesMs, 0.99),
    cpuMicrosPerItem: {
      ...perItem(cpuBefore, cpuAfter, done),
      'load generator': load.cpuMicros / done,
    },
    outcomes: difference(before.outcomes, drained.outcomes),
  };
}

export interface PacedFigures {
  readonly answered: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** A steady trickle, as most platforms send most of the time. */
export async function measurePaced(plan: LoadPlan): Promise<PacedFigures> {
  const { latenciesMs, statuses } = await runLoad(plan);
  if (refusedIn({ statuses }))
    throw new Error(`The trickle was refused: ${JSON.stringify(statuses)}`);
  return {
    answered: latenciesMs.length,
    p50Ms: quantile(latenciesMs, 0.5),
    p95Ms: quantile(latenciesMs, 0.95),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}

/** Database time from stored to verdict or task, of what arrived in the last `seconds`. */
export async function decisionQuantiles(pool: pg.Pool, seconds: number): Promise<PacedFigures> {
  const { rows } = await pool.query<{ answered: string; p: number[] }>(
    `SELECT count(*) AS answered, percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY ms) AS p FROM (
       SELECT 1000 * extract(epoch FROM COALESCE(v.decided_at, t.created_at) - s.received_at) AS ms
       FROM submission s LEFT JOIN verdict v ON v.submission_id = s.id AND v.revision = 1
       LEFT JOIN review_task t ON t.submission_id = s.id AND t.purpose = 'first_review' AND t.slot = 1
       WHERE s.received_at > now() - $1 * interval '1 second') d WHERE ms IS NOT NULL`,
    [seconds],
  );
  const [p50Ms = 0, p95Ms = 0, p99Ms = 0] = rows[0]?.p ?? [];
  return { answered: Number(rows[0]?.answered ?? 0), p50Ms, p95Ms, p99Ms };
}

interface Counts {
  readonly done: number;
  readonly delivered: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Reads whole tables, so it is asked only before, right after, and when everything is over. */
async function counts(pool: pg.Pool): Promise<Counts> {
  const { rows } = await pool.query<{ name: string; count: string }>(
    `SELECT 'verdict ' || outcome AS name, count(*) FROM verdict GROUP BY outcome
     UNION ALL SELECT 'task', count(*) FROM review_task
     UNION ALL SELECT 'delivered', count(*) FROM delivery WHERE state = 'delivered'`,
  );
  const named = new Map(rows.map(({ name, count }) => [name, Number(count)]));
  const outcomes = Object.fromEntries(
    [...named].filter(([name]) => name.startsWith('verdict ') || name === 'task'),
  );
  return {
    done: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
    delivered: named.get('delivered') ?? 0,
    outcomes,
  };
}

const pendingDeliveriesSql = `SELECT count(*) FROM delivery WHERE state = 'pending'`;

/** Polls one cheap count until it is zero, so that waiting costs the measured servers next to nothing. */
async function untilNone(pool: pg.Pool, sql: string): Promise<void> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const { rows } = await pool.query<{ count: string }>(sql);
    const left = Number(rows[0]?.count);
    if (left === 0) return;
    if (Date.now() > deadline) throw new Error(`Not drained after 5 minutes: ${left} left.`);
    await sleep(50);
  }
}

const cpuByPart = (target: BenchTarget): Record<string, number> =>
  Object.fromEntries(Object.entries(target.pids()).map(([part, pid]) => [part, cpuSeconds([pid])]));

const perItem = (
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  items: number,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(after).map(([part, seconds]) => [
      part,
      ((seconds - (before[part] ?? 0)) * 1e6) / items,
    ]),
  );

const acceptedIn = ({ statuses }: Pick<LoadResult, 'statuses'>): number =>
  Object.entries(statuses).reduce(
    (sum, [status, count]) => sum + (status.startsWith('2') ? count : 0),
    0,
  );

const refusedIn = ({ statuses }: Pick<LoadResult, 'statuses'>): number =>
  Object.entries(statuses).reduce(
    (sum, [status, count]) => sum + (status.startsWith('2') ? 0 : count),
    0,
  );

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

const difference = (
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
  );
