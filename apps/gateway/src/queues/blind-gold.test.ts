import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addGold, injectGold } from '@assay/database';
import { settingsOf } from '@assay/domain';
import { openTasks, until } from '@assay/testing';
import {
  startGateway,
  type Answer,
  type GatewayUnderTest,
  type PersonUnderTest,
} from '../testing/gateway-under-test.js';
import { openLiveStream } from '../testing/live-stream.js';

// Everything a reviewer can see of a real task and of a gold task, byte for byte but for ids, times and words.

const fingerprint = { value: 4242n, bands: [1, 65_537, 131_072, 196_608] };
const reason = {
  category: 'A.3.b',
  severity: 'medium',
  rule: 'contact',
  message: 'Contact',
  spans: [{ part: 0, start: 0, end: 6 }],
} as const;
const secret = 'because it lures people away';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;
let goldItemId: string;
/** Every answer and push to a reviewer, to look for what must not be in any. */
const seen: string[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  [goldItemId] = (await gateway.database.dataSource.transaction((manager) =>
    addGold(manager, {
      tenantId: gateway.own.id,
      actor: lead.userId,
      items: [
        {
          setName: 'daily',
          clause: null,
          taxonomy: 'tc260-003@2024',
          parts: [{ type: 'text', text: 'write to me there: somebody' }],
          context: {},
          scene: 'forum',
          industry: null,
          language: 'en',
          category: 'A.3.b',
          severity: 'medium',
          decision: {
            outcome: 'block',
            reasons: [reason],
            policyVersion: 'forum@9',
            blacklistVersion: 1,
            engineVersion: 'engine@0',
          },
          expectedOutcome: 'block',
          expectedCategory: 'A.3.b',
          explanation: secret,
        },
      ],
    }),
  )) as [string];
});
afterAll(() => gateway.close());

const realTask = (queue: string) =>
  openTasks(gateway.database.pool, {
    tenantId: gateway.own.id,
    queue,
    fingerprint,
    authorId: 'author 1',
    undoSeconds: 600,
  });

async function goldTask(queue: string, besideSubmissionId: string): Promise<void> {
  const taskId = await gateway.database.dataSource.transaction((manager) =>
    injectGold(manager, {
      tenantId: gateway.own.id,
      submissionId: besideSubmissionId,
      queue,
      language: 'en',
      settings: settingsOf(queue, undefined),
      route: () => ({ queue, dueSeconds: 3600, undoSeconds: 600 }),
      fingerprint: () => fingerprint,
    }),
  );
  expect(taskId).toBeDefined();
}

async function call(person: PersonUnderTest, url: string, body?: unknown): Promise<Answer> {
  const answer = await gateway.call({
    method: body === undefined ? 'GET' : 'POST',
    url,
    cookie: person.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body }),
  });
  seen.push(answer.text, JSON.stringify({ ...answer.headers, date: '' }));
  return answer;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Words that come from a fixed list say something; they must be the same. */
const words =
  /^(kind|purpose|state|queue|severity|language|category|outcome|rule|type|taxonomy|message|scene|policyVersion|engineVersion)$/;

/** The same keys in the same order, kinds of values, and words. */
function shape(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shape(item));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, inner]) => [name, shape(inner, name)]);
  }
  if (typeof value !== 'string') return key === 'distance' ? value : typeof value;
  if (words.test(key)) return value;
  if (uuid.test(value)) return 'uuid';
  if (!Number.isNaN(Date.parse(value)) && value.endsWith('Z')) return `time/${value.length}`;
  return key === 'author' ? `string/${value.length}` : 'string';
}

/** What one person sees from the claim to the undone ruling and the skip, of the only task in a queue. */
async function walkThrough(queue: string): Promise<unknown> {
  const ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const answers: Answer[] = [];
  const step = async (url: string, body?: unknown): Promise<Answer> => {
    const answer = await call(ann, `/v1/review-tasks/${url}`, body);
    answers.push(answer);
    return answer;
  };
  const [task] = (await step('claim', { queue })).body.tasks;
  await step('mine');
  await step(task.id);
  await step(`${task.id}/heartbeat`, { epoch: 1, draft: { note: 'hm' } });
  await step(`${task.id}/similar`);
  await step(`${task.id}/events`);
  const ruling = { epoch: 1, outcome: 'block', category: 'A.3.b', note: 'an advert' };
  await step(`${task.id}/rulings`, ruling);
  await step('mine');
  await step(`${task.id}/undo`, {});
  await step(`${task.id}/escalate`, { epoch: 9, note: 'too late' });
  await step(`${task.id}/skip`, { epoch: 2 });
  await step(`${task.id}/events`);
  const list = await call(lead, `/v1/review-tasks?queue=${queue}`);
  const all = await call(lead, `/v1/review-tasks/${task.id}/events`);
  return [...answers, list, all].map(({ status, body }) => [status, shape(body)]);
}

test('from claim to skip, a gold task looks like the real one beside it', async () => {
  const [beside] = await realTask('aside');
  await realTask('real');
  await goldTask('gilded', beside!.submissionId);
  const real = JSON.stringify(await walkThrough('real'), null, 1);
  const gold = JSON.stringify(await walkThrough('gilded'), null, 1);
  expect(gold.replaceAll('gilded', 'real')).toBe(real);
});

test('the pseudonym of an author cannot be computed from what a reviewer sees', async () => {
  const [first] = await realTask('names');
  await goldTask('names', first!.submissionId);
  const ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const { body } = await call(ann, '/v1/review-tasks/claim', { queue: 'names', count: 3 });
  expect(body.tasks).toHaveLength(2);
  for (const { author, id, submissionId } of body.tasks) {
    expect(author).toMatch(/^[0-9a-f]{8}$/);
    const known = [id, submissionId, `${gateway.own.id}:author 1`, `gold:${id}`, 'author 1'];
    for (const mark of known) {
      expect(createHash('sha256').update(mark).digest('hex')).not.toContain(author);
    }
  }
});

test('a gold task is similar to real ones, and they to it', async () => {
  const [first] = await realTask('cluster');
  await realTask('cluster');
  await goldTask('cluster', first!.submissionId);
  const ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const claimed = await call(ann, '/v1/review-tasks/claim', { queue: 'cluster', count: 3 });
  const { tasks } = claimed.body;
  expect(tasks).toHaveLength(3);
  expect(new Set(tasks.map((task: object) => JSON.stringify(shape(task)))).size).toBe(1);
  const bob = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  for (const { id } of tasks) {
    await call(ann, `/v1/review-tasks/${id}/release`, { epoch: 1 });
  }
  const one = await call(bob, '/v1/review-tasks/claim', { queue: 'cluster' });
  const similar = await call(bob, `/v1/review-tasks/${one.body.tasks[0].id}/similar`);
  expect(similar.body.items).toHaveLength(2);
  expect(shape(similar.body.items[0])).toEqual(shape(similar.body.items[1]));
});

test('counts and pushes move for gold as they do for real tasks', async () => {
  const ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const bob = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const url = `${await gateway.app.getUrl()}/v1/review-tasks/stream`;
  const streams = [
    await openLiveStream(url, { cookie: bob.cookie }),
    await openLiveStream(url, { cookie: lead.cookie }),
  ];
  type Line = { name: string; open: number; leased: number; overdue: number };
  const lineIn = ({ items }: { items: Line[] }, queue: string): unknown => {
    const line = items.find(({ name }) => name === queue);
    return line && [shape(line), line.open, line.leased, line.overdue];
  };
  /** What a reviewer sees, and what a lead does, who sees every step. */
  const counts = async (queue: string) => [
    lineIn((await call(bob, '/v1/queues')).body, queue),
    lineIn((await call(lead, '/v1/queues')).body, queue),
  ];
  /** The next push of each stream that got one since `before`, and of which `step` is the reason. */
  const pushes = async (queue: string, step: () => Promise<unknown>) => {
    const before = streams.map((stream) => stream.messages('queues').length);
    await step();
    await until(() => streams[1]!.messages('queues').length > before[1]!, { deadlineMs: 9000 });
    await sleep(300);
    return streams.map((stream, n) =>
      stream
        .messages('queues')
        .slice(before[n])
        .map(({ data }) => lineIn(data, queue)),
    );
  };
  const moves = async (queue: string, add: () => Promise<unknown>) => {
    const addAndTell = async () => {
      await add();
      await gateway.database.pool.query(`SELECT pg_notify('assay_relay', $1)`, [
        JSON.stringify({ pattern: 'reviews.changed', data: { ids: [gateway.own.id] } }),
      ]);
    };
    const seenOf: unknown[] = [await pushes(queue, addAndTell), await counts(queue)];
    let taskId = '';
    const claim = async () => {
      const { body } = await call(ann, '/v1/review-tasks/claim', { queue });
      taskId = body.tasks[0].id;
    };
    seenOf.push(await pushes(queue, claim), await counts(queue));
    const rule = () =>
      call(ann, `/v1/review-tasks/${taskId}/rulings`, { epoch: 1, outcome: 'pass' });
    seenOf.push(await pushes(queue, rule), await counts(queue));
    return seenOf;
  };
  const [beside] = await realTask('aside');
  await until(() => streams.every((stream) => stream.messages('care').length === 1), {
    deadlineMs: 9000,
  });
  const real = await moves('counted', () => realTask('counted'));
  const gold = await moves('minted', () => goldTask('minted', beside!.submissionId));
  expect(JSON.stringify(gold).replaceAll('minted', 'counted')).toBe(JSON.stringify(real));
  // Both moved at all: a step up and down for the reviewer, open, leased and gone for the lead.
  const steps = JSON.stringify(real);
  for (const part of ['10,0,0', '1,0,0', '0,1,0']) expect(steps).toContain(`,${part}]`);
  seen.push(streams[0]!.text());
  for (const stream of streams) stream.close();
});

test('no answer and no push names gold, its item, or the known answer', () => {
  expect(seen.length).toBeGreaterThan(50);
  for (const text of seen) {
    expect(text).not.toMatch(/gold(?!en)/i);
    expect(text).not.toContain(goldItemId);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('forum');
  }
});
