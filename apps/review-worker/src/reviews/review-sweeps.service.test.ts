import { RulingStore, ReviewTaskStore, type HeldTask } from '@assay/database';
import { RelayClient, RelayListener, type RelayMessage } from '@assay/relay';
import { openTasks, until, webhookSink } from '@assay/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { WebhookStage } from '../testing/webhook-stage.js';
import { ReviewChanges } from './review-changes.js';
import { ReviewSweepsService } from './review-sweeps.service.js';

let stage: WebhookStage;
let listener: RelayListener;
let sweeps: ReviewSweepsService;
const messages: RelayMessage[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  stage = await WebhookStage.open();
  let connected = false;
  listener = new RelayListener({
    databaseUrl: stage.url,
    onMessage: (message) => messages.push(message),
    onConnected: () => {
      connected = true;
    },
    onError: () => undefined,
  });
  await listener.start();
  await until(() => connected, { what: 'the relay' });
  sweeps = new ReviewSweepsService(
    stage.database,
    await stage.sender(),
    new RelayClient(stage.database.pool),
    new ReviewChanges(new RelayClient(stage.database.pool)),
  );
  sweeps.onApplicationBootstrap();
});
afterAll(async () => {
  await sweeps?.beforeApplicationShutdown();
  await listener?.stop();
  await stage?.close();
});

type Held = HeldTask & { readonly submissionId: string };

const sql = async (text: string, ...params: unknown[]) =>
  (await stage.database.pool.query(text, params)).rows;
const stateOf = async (taskId: string): Promise<string> =>
  (await sql(`SELECT state FROM review_task WHERE id = $1`, taskId))[0].state;

async function claimNew(tenantId = randomUUID() as string): Promise<Held> {
  const [task] = await openTasks(stage.database.pool, { tenantId });
  const [lease] = await stage.database.dataSource.transaction((manager) =>
    new ReviewTaskStore(manager).claim({
      tenantId,
      actor: 'ann',
      count: 1,
      keys: [{ key: 'default|A.3.b|en|mild', head: '-infinity' }],
    }),
  );
  return {
    tenantId,
    taskId: task!.id,
    actor: 'ann',
    epoch: lease!.epoch,
    submissionId: task!.submissionId,
  };
}

async function rule(held: Held): Promise<void> {
  const ruling = {
    kind: 'ruling',
    outcome: 'block',
    category: 'A.3.b',
    clause: null,
    note: null,
    measures: [],
    referral: null,
  } as const;
  await stage.database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule({ ...held, ruling }),
  );
}

async function endWindow(held: Held): Promise<void> {
  await sql(
    `UPDATE review_task SET settles_at = now() - interval '1 s' WHERE id = $1`,
    held.taskId,
  );
}

test('a ruling whose window is over becomes a verdict, a webhook and an event for those who wait', async () => {
  const sink = await webhookSink();
  const tenantId = randomUUID();
  await stage.endpoint(sink.url, { tenantId });
  const held = await claimNew(tenantId);
  await rule(held);
  await endWindow(held);
  const [received] = await sink.waitFor(1);
  expect(JSON.parse(received!.body)).toMatchObject({
    type: 'verdict.created',
    data: { submissionId: held.submissionId, verdict: { outcome: 'block', decidedBy: 'human' } },
  });
  await until(() => messages.some(({ data }) => JSON.stringify(data).includes(held.submissionId)), {
    what: 'the event on the relay',
  });
  expect(messages.map(({ pattern }) => pattern)).toContain('verdicts.recorded');
  await sink.close();
});

test('a lapsed lease is returned within a tick or two', async () => {
  const held = await claimNew();
  await sql(
    `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1`,
    held.taskId,
  );
  await until(async () => (await stateOf(held.taskId)) === 'open', {
    deadlineMs: 4000,
    what: 'the returned task',
  });
});

test('what fails is tried again at the next tick, and holds up nothing else', async () => {
  const [bad, good] = [await claimNew(), await claimNew()];
  await rule(bad);
  await rule(good);
  await sql(`UPDATE ruling SET state = 'undone' WHERE task_id = $1`, bad.taskId);
  await endWindow(bad);
  await endWindow(good);
  await until(async () => (await stateOf(good.taskId)) === 'settled', { what: 'the good ruling' });
  expect(await stateOf(bad.taskId)).toBe('ruled');
  await sql(`UPDATE ruling SET state = 'provisional' WHERE task_id = $1`, bad.taskId);
  await until(async () => (await stateOf(bad.taskId)) === 'settled', { what: 'the mended ruling' });
});

test('after stopping nothing is swept any more', async () => {
  await sweeps.beforeApplicationShutdown();
  const held = await claimNew();
  await sql(
    `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1`,
    held.taskId,
  );
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await stateOf(held.taskId)).toBe('leased');
});
