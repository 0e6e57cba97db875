import { jest } from '@jest/globals';
import { AssayClient, type CreatedSubmission } from '@assay/sdk';
import { until } from '@assay/testing';
import { openStage, type Stage } from './stage/stage.js';
import { harmless, saying } from './story/texts.js';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ queue: 'redis', gateways: 2 });
}, 120_000);
afterAll(() => stage?.close(), 60_000);

const both = [0, 1] as const;

test('two gateways that race with the same keys store each submission once', async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `race-${index}`);
  const clients = both.map((gateway) => stage.once(gateway));
  const attempts = keys.flatMap((idempotencyKey) =>
    Array.from({ length: 8 }, (_, turn) =>
      clients[turn % 2]!.submissions.create(saying(idempotencyKey), { idempotencyKey }),
    ),
  );
  const answers = await Promise.all(attempts);
  const idsOf = new Map<string, CreatedSubmission[]>();
  for (const answer of answers) {
    idsOf.set(answer.idempotencyKey, [...(idsOf.get(answer.idempotencyKey) ?? []), answer]);
  }
  for (const key of keys) {
    const same = idsOf.get(key)!;
    expect(same).toHaveLength(8);
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    expect(same.filter(({ replayed }) => !replayed)).toHaveLength(1);
  }
  const ids = new Set(answers.map(({ id }) => id));
  expect(ids.size).toBe(50);
  const stored = new Set<string>();
  for await (const { id } of stage.platform.submissions.list()) stored.add(id);
  expect(stored.size).toBe(50);
});

test('a key that races with two bodies stores one of them and refuses the other', async () => {
  const clients = both.map((gateway) => stage.once(gateway));
  const results = await Promise.allSettled(
    Array.from({ length: 16 }, (_, turn) =>
      clients[turn % 2]!.submissions.create(saying(turn % 3 === 0 ? 'one' : 'another'), {
        idempotencyKey: 'two-bodies',
      }),
    ),
  );
  const stored = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
  const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(new Set(stored).size).toBe(1);
  expect(refused.length).toBeGreaterThan(0);
  for (const problem of refused) {
    expect(problem).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  }
});

test('a policy published on one gateway decides what comes in on the other', async () => {
  const { policies } = stage.admin.client;
  const [current] = (await policies.list({ scene: 'chat', state: 'published' }).page()).items;
  const { definition } = await policies.get(current!.id);
  const draft = await policies.createDraft({
    name: current!.name,
    scene: 'chat',
    definition: {
      ...definition,
      rules: [
        {
          id: 'kettles',
          kind: 'term',
          category: 'A.3.b',
          severity: 'high',
          action: 'block',
          terms: ['green kettles'],
        },
      ],
    },
  });
  await policies.publish(draft.id);
  for (const gateway of both) {
    const { verdict } = await stage
      .once(gateway)
      .submissions.create(saying('Green kettles!'), { waitSeconds: 20 });
    expect(verdict).toMatchObject({
      outcome: 'block',
      policyVersion: `${current!.name}@${current!.version + 1}`,
    });
  }
});

test('a policy for a new scene opens that scene on both gateways within a moment', async () => {
  const { policies } = stage.admin.client;
  const [chat] = (await policies.list({ scene: 'chat', state: 'published' }).page()).items;
  const { definition } = await policies.get(chat!.id);
  const draft = await policies.createDraft({ name: 'comments', scene: 'comments', definition });
  const text = { ...harmless, scene: 'comments' };
  await expect(stage.once(1).submissions.create(text)).rejects.toMatchObject({
    code: 'unknown_scene',
  });
  await policies.publish(draft.id);
  for (const gateway of both) {
    await until(() => stage.once(gateway).submissions.create(text), {
      deadlineMs: 3_000,
      what: `the scene on gateway ${gateway}`,
    });
  }
});

test('a revoked key is refused on both gateways within five seconds', async () => {
  const { apiKeys } = stage.admin.client.admin;
  const { id, key } = await apiKeys.create({ name: 'short', scopes: ['submissions:read'] });
  const clients = stage.stack.baseUrls.map(
    (baseUrl) => new AssayClient({ baseUrl, apiKey: key, retries: 0 }),
  );
  for (const client of clients) await client.submissions.list().page();
  await apiKeys.revoke(id);
  for (const client of clients) {
    const refusal = await until(
      () =>
        client.submissions
          .list()
          .page()
          .then(notRefused, (problem: unknown) => problem),
      { deadlineMs: 5_000, everyMs: 50, what: 'the refusal' },
    );
    expect(refusal).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
});

const notRefused = (): undefined => undefined;
