import {
  forecastBreaches,
  notEligible,
  readClaimKey,
  settingsOf,
  type BreachForecast,
  type PresenceState,
  type QueueSettings,
  type ReviewerStanding,
} from '@assay/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { readAsTenant } from '../connection.js';
import { openKeysStatement } from '../review/claim-statement.js';
import { presentReviewers } from '../reviewer/note-presence.js';
import { standingsOf } from '../reviewer/standing-of.js';
import { inOneProcess } from './in-one-process.js';
import { keyAlarms, type KeyAlarm } from './key-alarms.js';
import { horizonHours, none, openWork, type OpenWork } from './open-work.js';
import { QueueStore } from './queue.store.js';
import { noPace, workPace, type WorkPace } from './work-pace.js';

/** Load of one queue. Times are the database's. */
export interface QueueLoadLine
  extends Omit<OpenWork, 'portions'>, Omit<WorkPace, 'allowedHours' | 'meanHandlingMs'> {
  /** People at work now who may take what is in it. */
  readonly present: number;
  readonly forecast: BreachForecast & { readonly horizonHours: number };
}

export interface PersonAtWork {
  readonly actor: string;
  readonly name: string | null;
  readonly state: PresenceState;
  readonly seenAt: Date;
  /** Leases. */
  readonly held: number;
}

export interface TenantLoad {
  readonly queues: readonly QueueLoadLine[];
  readonly alarms: readonly KeyAlarm[];
  readonly people: readonly PersonAtWork[];
  readonly at: Date;
}

/**
 * What lies in the queues of a tenant, who works on it, and what will be late if that stays so. Every queue that is
 * set up or has work is in it. Cost: O(open tasks + what moved in the last day); callers pace themselves by how long
 * it took.
 */
export async function tenantLoad(dataSource: DataSource, tenantId: string): Promise<TenantLoad> {
  // Roles and names are hidden from readers of one tenant.
  const standings = await standingsOf(dataSource.manager, tenantId);
  const read = await readAsTenant(dataSource, tenantId, (manager) => readLoad(manager, tenantId));
  const working = new Set(
    read.present.filter(({ state }) => state === 'working').map(({ actor }) => actor),
  );
  const hands = standings.filter(({ actor }) => working.has(actor));
  const names = [...new Set([...read.queues.keys(), ...read.work.keys(), ...read.pace.keys()])];
  return {
    queues: names.toSorted().map((name) => {
      const present = handsOf(name, { ...read, hands });
      const work = read.work.get(name) ?? none(name);
      return lineOf(work, { pace: read.pace.get(name) ?? noPace(name), present });
    }),
    alarms: read.alarms,
    people: await named(dataSource.manager, read),
    at: read.at,
  };
}

type Read = Awaited<ReturnType<typeof readLoad>>;

async function readLoad(manager: EntityManager, tenantId: string) {
  await inOneProcess(manager);
  const [{ at } = { at: new Date() }]: { at: Date }[] = await manager.query('SELECT now() AS at');
  const keys: { key: string }[] = await manager.query(openKeysStatement, [tenantId]);
  const held: { actor: string; tasks: number }[] = await manager.query(
    `SELECT lease_owner AS actor, count(*)::int AS tasks FROM review_task
     WHERE tenant_id = $1 AND state = 'leased' GROUP BY lease_owner`,
    [tenantId],
  );
  return {
    at,
    keys: keys.map(({ key }) => key),
    held: new Map(held.map(({ actor, tasks }) => [actor, tasks])),
    queues: await new QueueStore(manager).all(tenantId),
    work: await openWork(manager, tenantId),
    pace: await workPace(manager, tenantId),
    present: await presentReviewers(manager, tenantId),
    alarms: await keyAlarms(manager, tenantId),
  };
}

/** People who may take one of the queue's open tasks; without any, those who may take an undemanding one. */
function handsOf(
  name: string,
  load: {
    readonly keys: readonly string[];
    readonly queues: ReadonlyMap<string, QueueSettings>;
    readonly hands: readonly ReviewerStanding[];
  },
): number {
  const open = load.keys.filter((key) => readClaimKey(key)?.queue === name);
  const asked = open.length === 0 ? [`${name}|*|*|mild`] : open;
  const settings = load.queues.get(name) ?? settingsOf('', undefined);
  return load.hands.filter((person) =>
    asked.some((key) => notEligible(person, key, settings) === undefined),
  ).length;
}

/** What a task takes where nobody's time was measured yet. */
const presumedHandlingMs = 60_000;

function lineOf(
  { portions, ...work }: OpenWork,
  { pace, present }: { readonly pace: WorkPace; readonly present: number },
): QueueLoadLine {
  const { allowedHours, meanHandlingMs, ...shown } = pace;
  const forecast = forecastBreaches({
    open: portions,
    arrivalsPerHour: pace.arrivals,
    allowedHours: Math.max(0, allowedHours ?? 0),
    handlingMs: Math.max(1, meanHandlingMs ?? presumedHandlingMs),
    people: present,
    horizonHours,
  });
  return { ...work, ...shown, present, forecast: { ...forecast, horizonHours } };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function named(
  manager: EntityManager,
  { present, held }: Pick<Read, 'present' | 'held'>,
): Promise<readonly PersonAtWork[]> {
  const ids = present.map(({ actor }) => actor).filter((actor) => uuid.test(actor));
  const rows: { id: string; name: string }[] = await manager.query(
    'SELECT id, name FROM app_user WHERE id = ANY($1::uuid[])',
    [ids],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return present.map(({ actor, state, seenAt }) => ({
    actor,
    name: names.get(actor) ?? null,
    state,
    seenAt,
    held: held.get(actor) ?? 0,
  }));
}
