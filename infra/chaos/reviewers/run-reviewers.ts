import { setTimeout as sleep } from 'node:timers/promises';
import { closePool } from '@assay/database';
import pg from 'pg';
import { durabilityLine, machineLine } from '../../bench/machine.js';
import { seededRandom } from '../../bench/samples.js';
import { startPrivateStack, type PrivateStack } from '../../lab/private-stack.js';
import { checkDesk, checkDrafts, type DeskFindings } from './check-desk.js';
import { DeskClient, Traffic } from './desk-client.js';
import { DeskFaults, type DeskKill } from './desk-faults.js';
import { DeskLog } from './desk-log.js';
import { openPassedOver, type PassedOver } from './passed-over.js';
import { hirePeople, openDesk, submitSeats, type DeskPerson } from './desk-setup.js';
import { Reviewer } from './reviewer.js';

export interface ReviewersOptions {
  readonly reviewers: number;
  /** Seats of all panels together, without arbiters. */
  readonly tasks: number;
  /** The wild part lasts at least this long, and until the kills are done. */
  readonly seconds: number;
  /** Of gateways, and as many of workers. */
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface ReviewersReport {
  readonly machine: string;
  readonly durability: string;
  readonly kills: readonly DeskKill[];
  readonly lapsed: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly claims: number;
  readonly rulings: number;
  readonly draftsChecked: number;
  readonly settled: Readonly<Record<string, number>>;
  readonly wildSeconds: number;
  readonly tidySeconds: number;
  /** Because everybody who may take them had passed them on. */
  readonly offeredAgain: number;
  readonly findings: DeskFindings;
  /** Answers of 500 and the like. */
  readonly broken: readonly string[];
}

const hourMs = 3_600_000;
/** One of each kind is an hour ahead, the other an hour behind. */
const wrongClocks = {
  'gateway-0': hourMs,
  'gateway-1': -hourMs,
  'review-worker-0': -hourMs,
  'review-worker-1': hourMs,
} as const;

/** People at the desk of a stack whose clocks are wrong and whose processes die; then every account is compared. */
export async function runReviewers(options: ReviewersOptions): Promise<ReviewersReport> {
  const stack = await startPrivateStack({
    queue: 'redis',
    gateways: 2,
    workers: 2,
    clockShiftMs: wrongClocks,
  });
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 3 });
  try {
    const durability = await durabilityLine(pool);
    const people = await hirePeople(stack, pool, options.reviewers);
    const nextText = await openDesk(stack, options);
    await untilQueued(pool);
    return { durability, ...(await drive({ options, stack, pool, people, nextText })) };
  } finally {
    await closePool(pool);
    await stack.stop();
  }
}

interface Lab {
  readonly options: ReviewersOptions;
  readonly stack: PrivateStack;
  readonly pool: pg.Pool;
  readonly people: readonly DeskPerson[];
  readonly nextText: number;
}

async function drive(lab: Lab): Promise<Omit<ReviewersReport, 'durability'>> {
  const { options, stack, pool, people } = lab;
  const log = new DeskLog();
  const traffic = new Traffic();
  const random = seededRandom(options.seed);
  const faults = new DeskFaults({ stack, pool, traffic, random });
  const clients = people.map(
    ({ cookie }, n) =>
      new DeskClient({ baseUrls: stack.baseUrls, traffic, credential: { cookie } }, n),
  );
  const colleagues = people.map(({ userId }) => userId);
  const reviewers = people.map(
    ({ userId: actor }, n) => new Reviewer({ actor, client: clients[n]!, log, random, colleagues }),
  );
  const passedOver = await openPassedOver(stack.databaseUrl);
  let isOver = false;
  const working = reviewers.map((reviewer) => reviewer.work(() => isOver));
  try {
    const startedAt = Date.now();
    let areKilled = false;
    const killing = faults.kill(options.kills).finally(() => {
      areKilled = true;
    });
    await Promise.all([killing, disturb(lab, { faults, areKilled: () => areKilled })]);
    options.say(`${faults.kills.length} kills, ${faults.lapsed} leases ended early; tidying up`);
    await Promise.all(reviewers.map((reviewer) => reviewer.rest()));
    const wildSeconds = (Date.now() - startedAt) / 1000;
    const drafts = await checkDrafts(pool, log);
    for (const reviewer of reviewers) reviewer.mood = 'tidy';
    const tidySeconds = await untilEnded(pool, passedOver);
    isOver = true;
    await Promise.all(working);
    return {
      machine: machineLine(),
      kills: faults.kills,
      lapsed: faults.lapsed,
      counts: log.counts,
      claims: log.leases.length,
      rulings: log.rulings.length,
      draftsChecked: drafts.checked,
      settled: await endedTasks(pool),
      wildSeconds,
      tidySeconds,
      offeredAgain: await passedOver.count(),
      findings: await checkDesk(pool, log, drafts.lost),
      broken: clients.flatMap(({ broken }) => broken),
    };
  } finally {
    isOver = true;
    await Promise.all(working);
    await passedOver.close();
  }
}

/** Ends leases early and keeps work coming, so that every kill finds some. */
async function disturb(
  { options, stack, pool, nextText }: Lab,
  { faults, areKilled }: { readonly faults: DeskFaults; readonly areKilled: () => boolean },
): Promise<void> {
  const deadline = Date.now() + options.seconds * 1000;
  for (let next = nextText; Date.now() < deadline || !areKilled();) {
    await faults.lapse();
    if ((await count(pool, openSql)) < options.reviewers) {
      next = await submitSeats(stack, { tasks: options.reviewers, from: next });
    }
    await sleep(250);
  }
}

const openSql = `SELECT count(*)::int AS count FROM review_task WHERE state = 'open'`;

async function untilQueued(pool: pg.Pool): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await count(pool, 'SELECT count(*)::int AS count FROM outbox')) > 0) {
    if (Date.now() > deadline) throw new Error('Machine review did not finish within a minute.');
    await sleep(50);
  }
}

/** Seconds until nothing is pending; gives up after a minute without progress, and the checker tells what is left. */
async function untilEnded(pool: pg.Pool, passedOver: PassedOver): Promise<number> {
  const startedAt = Date.now();
  let least = Number.POSITIVE_INFINITY;
  let progressAt = startedAt;
  while (Date.now() - progressAt < 60_000) {
    const left = await count(pool, pendingSql);
    if (left === 0) break;
    if (left < least) progressAt = Date.now();
    least = Math.min(least, left);
    await passedOver.sweep();
    await sleep(200);
  }
  return (Date.now() - startedAt) / 1000;
}

const pendingSql = `
  SELECT (SELECT count(*) FROM outbox)::int
    + (SELECT count(*) FROM review_task WHERE state IN ('open', 'leased', 'ruled'))::int
    + (SELECT count(*) FROM review_case WHERE state = 'open')::int AS count`;

async function count(pool: pg.Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(sql);
  return rows[0]?.count ?? 0;
}

async function endedTasks(pool: pg.Pool): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ name: string; count: number }>(
    `SELECT 'tasks ' || state AS name, count(*)::int AS count FROM review_task GROUP BY state
     UNION ALL SELECT 'arbitrations', count(*)::int FROM review_task t JOIN review_case c ON c.id = t.case_id
       WHERE t.slot > (c.panel ->> 'reviewers')::int
     UNION ALL SELECT 'rulings of clusters', count(*)::int FROM ruling WHERE cluster_of IS NOT NULL
     UNION ALL SELECT 'verdicts', count(*)::int FROM verdict`,
  );
  return Object.fromEntries(rows.map(({ name, count: n }) => [name, n]));
}
