import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  acceptSubmissions,
  connectDatabase,
  migrate,
  serialiseContent,
  SubmissionStore,
  verifyLedger,
  type Database,
  type WrittenDelivery,
} from '@assay/database';
import { RelayClient } from '@assay/relay';
import { createTestDatabase, until, type TestDatabase } from '@assay/testing';
import type { SenderService } from '../deliveries/sender.service.js';
import { Metrics } from '../operations/metrics.js';
import { LivePolicies } from '../policies/live-policies.service.js';
import { GoldMixer } from '../reviews/gold-mixer.service.js';
import { ReviewChanges } from '../reviews/review-changes.js';
import { MachineReviewService } from './machine-review.service.js';
import { ReviewAftermath } from './review-aftermath.service.js';

const definition = {
  taxonomy: 'tc260-003@2024',
  rules: [
    {
      id: 'ads',
      kind: 'term',
      category: 'A.3.e',
      severity: 'medium',
      action: 'block',
      terms: ['全网最低价'],
    },
    {
      id: 'bait',
      kind: 'term',
      category: 'A.3.b',
      severity: 'low',
      action: 'review',
      terms: ['加微信'],
    },
  ],
  routing: {
    queue: 'default',
    dueSeconds: { low: 1, medium: 1, high: 1, critical: 1 },
    undoSeconds: 0,
  },
};

describe('machine review in the worker', () => {
  const tenantId = randomUUID();
  let test: TestDatabase;
  let database: Database;
  let policies: LivePolicies;
  let review: MachineReviewService;
  let changes: ReviewChanges;
  const sent: WrittenDelivery[] = [];

  beforeAll(async () => {
    test = await createTestDatabase({ migrate });
    database = await connectDatabase({ url: test.url, applicationName: 'test', poolSize: 6 });
    policies = new LivePolicies(database);
    await policies.onModuleInit();
    const sender = {
      enqueue: (deliveries: readonly WrittenDelivery[]) => sent.push(...deliveries),
    };
    const relay = new RelayClient(database.pool);
    changes = new ReviewChanges(relay);
    const metrics = new Metrics();
    const aftermath = new ReviewAftermath(
      sender as unknown as SenderService,
      relay,
      metrics,
      changes,
      new GoldMixer(database, policies, changes, metrics),
    );
    review = new MachineReviewService(database, policies, aftermath);
    await publish('chat', definition);
  });

  afterAll(async () => {
    changes.beforeApplicationShutdown();
    await policies.beforeApplicationShutdown();
    await database.close();
    await test.drop();
  });

  /** As the gateway would, but in three plain statements. */
  async function publish(scene: string, content: object): Promise<string> {
    const [policyId, versionId] = [randomUUID(), randomUUID()];
    await database.pool.query(
      'INSERT INTO policy (id, tenant_id, name, scene) VALUES ($1, $2, $3, $3)',
      [policyId, tenantId, scene],
    );
    await database.dataSource.transaction(async (manager) => {
      const counter: { value: string }[] = await manager.query(
        `WITH moved AS (UPDATE change_counter SET value = value + 1 WHERE name = 'policy' RETURNING value)
         SELECT value FROM moved`,
      );
      await manager.query(
        `INSERT INTO policy_version (id, policy_id, tenant_id, version, state, definition, change_seq, created_by)
         VALUES ($1, $2, $3, 1, 'published', $4, $5, 'test')`,
        [versionId, policyId, tenantId, JSON.stringify(content), counter[0]?.value],
      );
    });
    await until(() => policies.policyFor({ tenantId, scene, industry: null }) !== undefined, {
      deadlineMs: 5000,
    });
    return versionId;
  }

  async function accepted(text: string, scene = 'chat'): Promise<string> {
    const id = randomUUID();
    const parts = [{ type: 'text', text }];
    const rest = { industry: null, context: {}, authorId: null, externalId: null, metadata: {} };
    const content = serialiseContent({ scene, parts, ...rest });
    const row = {
      id,
      tenantId,
      content,
      lane: 'realtime',
      awaited: false,
      idempotency: null,
    } as const;
    await acceptSubmissions(database.pool, [row], randomUUID());
    return id;
  }

  const find = async (id: string) =>
    (await new SubmissionStore(database.dataSource.manager).findMany(tenantId, [id]))[0];

  it('passes, blocks with the span in the original text, and sends the rest to people', async () => {
    const ids = [
      await accepted('今天天气很好'),
      await accepted('本店全网最低价！'),
      await accepted('详情请加微信'),
    ];
    await review.reviewTogether(ids);
    const [pass, block, task] = await Promise.all(ids.map(find));
    expect(pass).toMatchObject({
      status: 'decided',
      verdict: { outcome: 'pass', policyVersion: 'chat@1' },
    });
    expect(block?.verdict?.reasons[0]).toMatchObject({
      rule: 'ads',
      spans: [{ part: 0, start: 2, end: 7 }],
    });
    expect(task).toMatchObject({
      status: 'in_review',
      verdict: null,
      decision: { outcome: 'review' },
    });
  });

  it('reviews an envelope twice with the same result as once', async () => {
    const id = await accepted('今天天气很好');
    await Promise.all([
      review.reviewTogether([id]),
      review.reviewTogether([id]),
      review.reviewSingly([id]),
    ]);
    await review.reviewTogether([id]);
    const { rows } = await database.pool.query('SELECT FROM event WHERE submission_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('gives a submission whose scene has no policy to people', async () => {
    const id = await accepted('今天天气很好', 'gone');
    await review.reviewTogether([id]);
    expect(await find(id)).toMatchObject({
      status: 'in_review',
      decision: { outcome: 'review', policyVersion: 'none', reasons: [{ rule: 'no_policy' }] },
    });
  });

  it('gives a submission to people when screening it throws', async () => {
    const id = await accepted('今天天气很好');
    const screening = jest.spyOn(policies, 'screen').mockImplementation(() => {
      throw new Error('a bug in a detector');
    });
    await review.reviewTogether([id]);
    screening.mockRestore();
    expect(await find(id)).toMatchObject({
      status: 'in_review',
      decision: { reasons: [{ rule: 'detector_failed' }] },
    });
  });

  it('gives a submission to people that was started again and again without finishing', async () => {
    const id = await accepted('今天天气很好');
    const crash = jest.spyOn(policies, 'policyFor').mockImplementation(() => {
      throw new Error('the process dies here');
    });
    for (let start = 0; start < 3; start += 1)
      await expect(review.reviewSingly([id])).rejects.toThrow('dies');
    crash.mockRestore();
    expect(await find(id)).toMatchObject({ status: 'accepted' });
    await review.reviewSingly([id]);
    expect(await find(id)).toMatchObject({
      status: 'in_review',
      decision: { reasons: [{ rule: 'poison' }] },
    });
  });

  it('follows a policy that is published while it works', async () => {
    await publish('article', { ...definition, rules: [] });
    const id = await accepted('本店全网最低价！', 'article');
    await review.reviewTogether([id]);
    expect(await find(id)).toMatchObject({
      verdict: { outcome: 'pass', policyVersion: 'article@1' },
    });
  });

  it('leaves a ledger without violations', async () => {
    const findings = await verifyLedger(database.pool);
    expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(
      findings.find(({ name }) => name === 'decision-recomputes')?.examined,
    ).toBeGreaterThanOrEqual(8);
  });
});
