import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { verifyLedger, type LedgerFinding } from '@assay/database';
import { durabilityLine, machineLine } from '../bench/machine.js';
import { seededRandom } from '../bench/samples.js';
import { startPrivateStack, type PrivateStack } from '../lab/private-stack.js';
import { chaosPolicy, chaosScene } from './chaos-texts.js';
import { checkRun, type RunFindings } from './check-run.js';
import { Clients } from './client-log.js';
import { Faults, type Kill } from './faults.js';
import { ReceiverLog } from './receiver-log.js';

export interface ChaosOptions {
  readonly clients: number;
  /** The run goes on until both are reached. */
  readonly minimumAccepted: number;
  readonly kills: number;
  /** How long Redis stays away in the outage at the end. */
  readonly outageSeconds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface OutageFigures {
  readonly acceptedDuring: number;
  /** From Redis answering again to the first decision, and to the first webhook, after it. */
  readonly resumeDecisionsMs: number;
  readonly resumeWebhooksMs: number;
}

export interface ChaosReport {
  readonly machine: string;
  readonly durability: string;
  readonly kills: readonly Kill[];
  readonly flushes: number;
  readonly outage: OutageFigures;
  readonly findings: RunFindings;
  readonly ledger: readonly LedgerFinding[];
  readonly unexpectedAnswers: readonly string[];
  readonly drainSeconds: number;
}

/** Load, kills, a wiped Redis, an outage, a drain, and then the accounts of everybody held against each other. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const stack = await startPrivateStack({ queue: 'redis' });
  const pool = new pg.Pool({
    connectionString: stack.databaseUrl,
    max: 3,
    connectionTimeoutMillis: 2000,
  });
  // A pool that lost its idle connections to a kill opens new ones.
  pool.on('error', () => undefined);
  const receiver = new ReceiverLog();
  try {
    const durability = await durabilityLine(pool);
    await prepare(stack, await receiver.listen());
    return await drive({ options, stack, pool, receiver, durability });
  } finally {
    await receiver.close();
    await pool.end();
    await stack.stop();
  }
}

interface Lab {
  readonly options: ChaosOptions;
  readonly stack: PrivateStack;
  readonly pool: pg.Pool;
  readonly receiver: ReceiverLog;
  readonly durability: string;
}

async function drive({ options, stack, pool, receiver, durability }: Lab): Promise<ChaosReport> {
  const { say } = options;
  const clients = new Clients({
    baseUrls: stack.baseUrls,
    apiKey: stack.apiKey,
    scene: chaosScene,
    clients: options.clients,
  });
  const random = seededRandom(options.seed);
  const faults = new Faults({ stack, pool, requestsInFlight: () => clients.inFlight, random });
  let flushes = 0;
  while (faults.kills.length < options.kills || clients.accepted.length < options.minimumAccepted) {
    await sleep(200 + random() * 800);
    await faults.kill(faults.next());
    if (faults.kills.length % 8 === 4) flushes += await flushRedis(stack);
    const last = faults.kills.at(-1);
    say(
      `${faults.kills.length} kills, last ${last?.component}: ${clients.accepted.length} accepted`,
    );
  }
  const outage = await redisOutage({ options, stack, pool, receiver, clients });
  await clients.stop();
  const drainSeconds = await drain(pool);
  const findings = await checkRun({
    accepted: clients.accepted,
    received: receiver.received,
    pool,
  });
  return {
    machine: machineLine(),
    durability,
    kills: faults.kills,
    flushes,
    outage,
    findings,
    ledger: await verifyLedger(pool),
    unexpectedAnswers: clients.unexpected,
    drainSeconds,
  };
}

async function prepare(stack: PrivateStack, hook: string): Promise<void> {
  const call = async (route: string, body?: unknown): Promise<{ id: string }> => {
    const response = await fetch(stack.baseUrl + route, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stack.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  const draft = await call('/v1/policies', chaosPolicy);
  await call(`/v1/policies/${draft.id}/publish`);
  await call('/v1/webhook-endpoints', { url: hook });
}

async function withRedis<T>(stack: PrivateStack, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(stack.redisUrl ?? '', { maxRetriesPerRequest: 3 });
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/** Everything BullMQ knew is gone; the outbox has it all. */
const flushRedis = (stack: PrivateStack): Promise<number> =>
  withRedis(stack, async (redis) => ((await redis.flushall()) === 'OK' ? 1 : 0));

async function redisOutage({
  options,
  stack,
  pool,
  receiver,
  clients,
}: Omit<Lab, 'durability'> & { readonly clients: Clients }): Promise<OutageFigures> {
  options.say(`Redis stays away for ${options.outageSeconds} s`);
  const acceptedBefore = clients.accepted.length;
  await stack.redis?.kill();
  await sleep(options.outageSeconds * 1000);
  const acceptedDuring = clients.accepted.length - acceptedBefore;
  const decidedBefore = await countDecided(pool);
  const receivedBefore = receiver.received.length;
  await stack.redis?.start();
  const backAt = Date.now();
  const resumeDecisionsMs = await elapsedUntil(
    backAt,
    async () => (await countDecided(pool)) > decidedBefore,
  );
  const resumeWebhooksMs = await elapsedUntil(
    backAt,
    async () => receiver.received.length > receivedBefore,
  );
  return { acceptedDuring, resumeDecisionsMs, resumeWebhooksMs };
}

async function elapsedUntil(since: number, isSo: () => Promise<boolean>): Promise<number> {
  const deadline = since + 60_000;
  while (Date.now() < deadline) {
    if (await isSo()) return Date.now() - since;
    await sleep(20);
  }
  return Number.POSITIVE_INFINITY;
}

async function countDecided(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM decision');
  return Number(rows[0]?.count ?? 0);
}

/** Until nothing is undecided and every webhook is out. */
async function drain(pool: pg.Pool): Promise<number> {
  const startedAt = Date.now();
  const deadline = startedAt + 180_000;
  for (;;) {
    const { rows } = await pool.query<{ left: string }>(
      `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM delivery WHERE state = 'pending') AS left`,
    );
    if (Number(rows[0]?.left) === 0) return (Date.now() - startedAt) / 1000;
    if (Date.now() > deadline)
      throw new Error(`Not drained after 3 minutes: ${rows[0]?.left} left.`);
    await sleep(100);
  }
}
