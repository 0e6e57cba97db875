import { randomUUID } from 'node:crypto';
import {
  acceptSubmissions,
  addGold,
  changeQueue,
  connectDatabase,
  migrate,
  newId,
  serialiseContent,
  verifyLedger,
  type Database,
} from '@assay/database';
import { languageOf } from '@assay/domain';
import { RelayClient } from '@assay/relay';
import { createTestDatabase, until, type TestDatabase } from '@assay/testing';
import { Logger } from '@nestjs/common';
import type { SenderService } from '../deliveries/sender.service.js';
import { MachineReviewService } from '../envelopes/machine-review.service.js';
import { ReviewAftermath } from '../envelopes/review-aftermath.service.js';
import { Metrics } from '../operations/metrics.js';
import { LivePolicies } from '../policies/live-policies.service.js';
import { GoldMixer } from './gold-mixer.service.js';
import { ReviewChanges } from './review-changes.js';

const tenantId = randomUUID();
let server: TestDatabase;
let database: Database;
let policies: LivePolicies;
let review: MachineReviewService;
let changes: ReviewChanges;
const metrics = new Metrics();

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'test', poolSize: 6 });
  policies = new LivePolicies(database);
  await policies.onModuleInit();
  const relay = new RelayClient(database.pool);
  changes = new ReviewChanges(relay);
  const sender = { enqueue: () => undefined } as unknown as SenderService;
  const gold = new GoldMixer(database, policies, changes, metrics);
  const aftermath = new ReviewAftermath(sender, relay, metrics, changes, gold);
  review = new MachineReviewService(database, policies, aftermath);
  await setUp();
});
afterAll(async () => {
  changes?.beforeApplicationShutdown();
  await policies?.beforeApplicationShutdown();
  await database?.close();
  await server?.drop();
});

const sql = async (text: string, ...params: unknown[]) =>
  (await database.pool.query(text, params)).rows;

/** Without a policy everything goes to people in the default queue. */
async function setUp(): Promise<void> {
  for (let n = 0; n < 5; n += 1) {
    const id = newId();
    await sql(
      `INSERT INTO app_user (id, email, name, password_hash) VALUES ($1, $2, 'A person', 'x')`,
      id,
      `${id}@example.test`,
    );
    await sql(
      `INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES ($1, $2, $3, 'reviewer')`,
      newId(),
      id,
      tenantId,
    );
  }
  const parts = [
    {
      type: 'text',
      text: '加微信领取限量奖品，数量有限先到先得，仅限今天，详情请联系客服小王，错过不再有',
    },
  ] as const;
  await database.dataSource.transaction((manager) =>
    addGold(manager, {
      tenantId,
      actor: 'lead',
      items: ['A.3.b', 'A.3.e'].map((category) => ({
        setName: 'daily',
        clause: null,
        taxonomy: 'tc260-003@2024',
        parts,
        context: {},
        scene: 'chat',
        industry: null,
        language: languageOf(parts),
        category,
        severity: 'low',
        decision: {
          outcome: 'review',
          reasons: [{ category, severity: 'low', rule: 'r', message: 'm', spans: [] }],
          policyVersion: 'none',
          blacklistVersion: 0,
          engineVersion: 'none',
        },
        expectedOutcome: 'block',
        expectedCategory: category,
        explanation: 'a lure',
      })),
    }),
  );
}

async function goldRate(rate: number): Promise<void> {
  await database.dataSource.transaction((manager) =>
    changeQueue(manager, { tenantId, name: 'default', actor: 'lead', change: { goldRate: rate } }),
  );
  await until(() => policies.queueSettings(tenantId, 'default').goldRate === rate);
}

async function reviewed(count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => newId());
  const rest = { industry: null, context: {}, authorId: 'author', externalId: null, metadata: {} };
  const content = serialiseContent({
    scene: 'chat',
    parts: [{ type: 'text', text: '今天天气很好' }],
    ...rest,
  });
  const lane = { lane: 'realtime', awaited: false, idempotency: null } as const;
  await acceptSubmissions(
    database.pool,
    ids.map((id) => ({ id, tenantId, content, ...lane })),
    randomUUID(),
  );
  await review.reviewTogether(ids);
}

const goldTasks = () =>
  sql(
    `SELECT t.queue, t.fingerprint, c.presented FROM review_task t JOIN review_case c ON c.id = t.case_id
     WHERE t.purpose = 'gold'`,
  );

test('no gold is mixed in unless the queue asks for it', async () => {
  await reviewed(20);
  expect(await goldTasks()).toEqual([]);
});

test('gold is mixed in at the rate of the queue, as long as somebody has not seen it', async () => {
  await goldRate(0.5);
  await reviewed(60);
  const tasks = await goldTasks();
  // Two items for five people: ten copies at most, and 60 draws at one half give as many.
  expect(tasks.length).toBe(10);
  expect(new Set(tasks.map(({ queue }) => queue))).toEqual(new Set(['default']));
  expect(tasks[0]).toMatchObject({
    fingerprint: expect.any(String),
    presented: { scene: 'chat', hasAuthor: true, policyVersion: 'none' },
  });
  const { values } = await metrics.gold.get();
  const counted = new Map(values.map(({ labels, value }) => [labels['result'], value]));
  expect(counted.get('mixed_in')).toBe(10);
  expect(counted.get('failed') ?? 0).toBe(0);
});

test('no id tells gold by being younger than the time it is shown with', async () => {
  const rows = await sql(
    `SELECT t.purpose = 'gold' AS gold, t.id, t.submission_id, t.created_at,
       COALESCE((c.presented ->> 'receivedAt')::timestamptz, s.received_at) AS received_at
     FROM review_task t JOIN review_case c ON c.id = t.case_id LEFT JOIN submission s ON s.id = t.submission_id`,
  );
  const madeMs = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  const lags = (gold: boolean) =>
    rows
      .filter((row: { gold: boolean }) => row.gold === gold)
      .map((row) => [
        row.created_at.getTime() - madeMs(row.id),
        row.received_at.getTime() - madeMs(row.submission_id),
      ]);
  const real = new Set(lags(false).map((pair) => pair.join()));
  expect(lags(true)).toHaveLength(10);
  for (const pair of lags(true)) expect(real).toContain(pair.join());
});

test('gold that cannot be mixed in fails nobody', async () => {
  const before = (await sql('SELECT count(*)::int AS n FROM review_task'))[0].n;
  await sql(`UPDATE gold_item SET state = 'active', last_used_at = NULL`);
  const broken = new GoldMixer(
    {
      ...database,
      dataSource: { transaction: () => Promise.reject(new Error('away')) },
    } as unknown as Database,
    policies,
    changes,
    metrics,
  );
  const opens = { purpose: 'first_review', queue: 'default', language: 'zh' };
  const recorded = {
    review: { tenantId, submissionId: newId(), opens },
    scene: 'chat',
    industry: null,
  };
  for (let n = 0; n < 20; n += 1) await broken.mix([recorded as never]);
  const { values } = await metrics.gold.get();
  expect(values.find(({ labels }) => labels['result'] === 'failed')?.value).toBeGreaterThan(0);
  expect((await sql('SELECT count(*)::int AS n FROM review_task'))[0].n).toBe(before);
});

test('the books are right with gold in them', async () => {
  const findings = await verifyLedger(database.pool);
  expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
});
