import { existsSync } from 'node:fs';
import { jest } from '@jest/globals';
import { AssayClient } from '@assay/sdk';
import { until } from '@assay/testing';
import { openStage, type Stage } from './stage/stage.js';
import { fraud, harmless } from './story/texts.js';

jest.setTimeout(90_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ queue: 'redis' });
}, 120_000);
afterAll(() => stage?.close(), 60_000);

test('while Redis is gone submissions are accepted, and decided once it is back', async () => {
  const redis = stage.stack.redis!;
  await redis.kill();
  const ids: string[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const { id, status } = await stage.once().submissions.create(turn % 2 ? harmless : fraud);
    expect(status).toBe('accepted');
    ids.push(id);
  }
  await redis.start();
  for (const [turn, id] of ids.entries()) {
    const { verdicts } = await stage.platform.submissions.waitForVerdict(id, { timeoutMs: 20_000 });
    expect(verdicts).toMatchObject([{ outcome: turn % 2 ? 'pass' : 'block' }]);
  }
});

test('while PostgreSQL is gone callers are told to come back, and nobody needs a restart', async () => {
  const { postgres, gateways, worker, baseUrl, apiKey } = stage.stack;
  const pids = [...gateways, worker].map(({ pid }) => pid);
  await postgres.kill();
  const send = (): Promise<Response> =>
    fetch(`${baseUrl}/v1/submissions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(harmless),
    });
  for (let turn = 0; turn < 5; turn += 1) {
    const answer = await send();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
  }
  expect((await fetch(`${baseUrl}/livez`)).status).toBe(200);
  expect((await fetch(`${baseUrl}/readyz`)).status).toBe(503);

  await postgres.start();
  const answer = await until(() => stage.once().submissions.create(fraud, { waitSeconds: 20 }), {
    deadlineMs: 20_000,
    what: 'an accepted submission',
  });
  const { verdict } = await stage.platform.submissions.waitForVerdict(answer.id);
  expect(verdict.outcome).toBe('block');
  await until(async () => (await fetch(`${baseUrl}/readyz`)).ok, { what: 'a ready gateway' });
  expect([...gateways, worker].map(({ pid }) => pid)).toEqual(pids);
});

test('a gateway that is told to stop answers everybody who waits for it', async () => {
  const { gateways, worker } = stage.stack;
  const [gateway] = gateways;
  const authorId = 'waits-at-the-end';
  // Without a worker nothing is decided, so that all of them wait until the gateway stops.
  await worker.kill();
  const client = stage.once();
  const asked = Array.from({ length: 30 }, () =>
    client.submissions.create({ ...harmless, authorId }, { waitSeconds: 30 }),
  );
  await until(
    async () => {
      const { items } = await stage.platform.submissions.list({ authorId, limit: 100 }).page();
      return items.length === asked.length;
    },
    { deadlineMs: 15_000, what: 'all requests in the gateway' },
  );
  const askedToStopAt = performance.now();
  await gateway!.stop();
  expect(performance.now() - askedToStopAt).toBeLessThan(10_000);
  const answers = await Promise.all(asked);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['accepted']));
  gateway!.start();
  worker.start();
  await Promise.all([gateway!.ready(), worker.ready()]);
  for (const { id } of answers) {
    const { verdict } = await stage.platform.submissions.waitForVerdict(id, { timeoutMs: 30_000 });
    expect(verdict.outcome).toBe('pass');
  }
});

test('a worker that is killed with work in hand loses none of it', async () => {
  const { worker } = stage.stack;
  const rows = Array.from({ length: 100 }, () => harmless);
  const { items } = await stage.platform.submissions.createBatch(rows);
  await worker.kill();
  worker.start();
  await worker.ready();
  for (const item of items) {
    if (!('id' in item)) throw new Error('A row was refused.');
    const { verdicts } = await stage.platform.submissions.waitForVerdict(item.id, {
      timeoutMs: 60_000,
    });
    expect(verdicts).toHaveLength(1);
  }
});

test('stopping leaves no process and no data behind', async () => {
  const { stack } = stage;
  const { gateways, worker, postgres, redis, folder, baseUrl, apiKey } = stack;
  const pids = [...gateways, worker, postgres, redis!].map(pidOf);
  for (const pid of pids) expect(isAlive(pid)).toBe(true);
  await stack.stop();
  for (const pid of pids) expect(isAlive(pid)).toBe(false);
  expect(existsSync(folder)).toBe(false);
  const gone = new AssayClient({ baseUrl, apiKey, retries: 0 });
  await expect(gone.me()).rejects.toThrow('No connection');
});

function pidOf(part: { readonly pid: number | undefined }): number {
  if (part.pid === undefined) throw new Error('A part of the stack does not run.');
  return part.pid;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
