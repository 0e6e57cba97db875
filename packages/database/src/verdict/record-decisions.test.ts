import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { singleReviewer, type Decision } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { verifyLedger } from '../ledger/verify-ledger.js';
import { migrate } from '../migrate.js';
import { acceptSubmissions, serialiseContent } from '../submission/accept-submissions.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { withdrawSubmission } from '../submission/withdraw-submission.js';
import { recordDecisions, type MachineReview } from './record-decisions.js';

const passed: Decision = { outcome: 'pass', reasons: [], measures: [], severity: 'low' };

describe('recording decisions', () => {
  let test: TestDatabase;
  let database: Database;
  const tenantId = randomUUID();

  beforeAll(async () => {
    test = await createTestDatabase({ migrate });
    database = await connectDatabase({ url: test.url, applicationName: 'test', poolSize: 6 });
    for (const disabled of [false, true]) {
      await database.pool.query(
        `INSERT INTO webhook_endpoint (id, tenant_id, url, event_types, secret, disabled_at)
         VALUES ($1, $2, 'https://receiver.example/', '{}', '\\x00', CASE WHEN $3 THEN now() END)`,
        [randomUUID(), tenantId, disabled],
      );
    }
  });

  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  async function accepted(awaited: boolean): Promise<string> {
    const id = randomUUID();
    await acceptSubmissions(
      database.pool,
      [
        {
          id,
          tenantId,
          content: serialiseContent({
            scene: 'chat',
            industry: null,
            parts: [{ type: 'text', text: 'x' }],
            context: {},
            authorId: null,
            externalId: 'outside "1"',
            metadata: {},
          }),
          lane: 'realtime',
          awaited,
          idempotency: null,
        },
      ],
      null,
    );
    return id;
  }

  const versions = { policyVersion: 'chat@1', blacklistVersion: 3, engineVersion: 'e@1' };

  function verdictFor(submissionId: string): MachineReview {
    return {
      submissionId,
      tenantId,
      decision: passed,
      evidence: [],
      policyVersionId: null,
      ...versions,
      evaluatedAtMs: Date.now(),
      hits: [],
      next: {
        type: 'verdict',
        closing: {
          submissionId,
          tenantId,
          externalId: 'outside "1"',
          revision: 1,
          outcome: 'pass',
          cause: 'first_review',
          decidedBy: 'machine',
          measures: [],
          reasons: [],
          ...versions,
        },
      },
    };
  }

  function taskFor(submissionId: string): MachineReview {
    const reason = {
      category: 'A.3.b',
      severity: 'low',
      rule: 'r',
      message: 'm',
      spans: [],
      score: 1,
    } as const;
    return {
      ...verdictFor(submissionId),
      decision: { ...passed, outcome: 'review', reasons: [reason] },
      evidence: [
        {
          type: 'finding',
          source: { type: 'rule', ruleId: 'r' },
          category: 'A.3.b',
          severity: 'low',
          action: 'review',
          score: 1,
          message: 'm',
          spans: [],
          transforms: [],
          detector: 'd',
        },
      ],
      next: { type: 'people' },
      opens: {
        id: randomUUID(),
        purpose: 'first_review',
        taskIds: [randomUUID()],
        panel: singleReviewer,
        queue: 'default',
        category: 'A.3.b',
        severity: 'low',
        language: 'zh',
        claimKey: 'default|*|*|mild',
        rankMs: Date.now(),
        dueAtMs: Date.now(),
        undoSeconds: 0,
      },
    };
  }

  const find = async (id: string) =>
    (await new SubmissionStore(database.dataSource.manager).findMany(tenantId, [id]))[0];

  it('writes verdict, event, audit entry and one delivery per enabled endpoint, and says who waits', async () => {
    const id = await accepted(true);
    const recorded = await recordDecisions(database.pool, [verdictFor(id)]);
    expect(recorded.submissionIds).toEqual([id]);
    expect(recorded.awaitedIds).toEqual([id]);
    expect(recorded.deliveries).toHaveLength(1);
    const { rows } = await database.pool.query<{ payload: string }>(
      'SELECT payload::text AS payload FROM event WHERE submission_id = $1',
      [id],
    );
    expect(rows.map(({ payload }) => payload)).toEqual([recorded.deliveries[0]?.body]);
    const found = await find(id);
    expect(found).toMatchObject({ status: 'decided', verdict: { outcome: 'pass', revision: 1 } });
    const event = JSON.parse(rows[0]?.payload ?? '{}') as {
      data: { externalId: string; verdict: object };
    };
    expect(event.data.externalId).toBe('outside "1"');
    expect(event.data.verdict).toMatchObject({ decidedAt: found?.verdict?.decidedAt, ...versions });
  });

  it('lets one of two workers with the same ids decide; the other writes nothing', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => accepted(false)));
    const results = await Promise.all(
      Array.from({ length: 4 }, () => recordDecisions(database.pool, ids.map(verdictFor))),
    );
    expect(results.flatMap(({ submissionIds }) => submissionIds).sort()).toEqual([...ids].sort());
    expect(results.flatMap(({ deliveries }) => deliveries)).toHaveLength(ids.length);
  });

  it('creates a task for people and no verdict when machine review cannot decide', async () => {
    const id = await accepted(false);
    const recorded = await recordDecisions(database.pool, [taskFor(id)]);
    expect(recorded.deliveries).toEqual([]);
    expect(await find(id)).toMatchObject({
      status: 'in_review',
      verdict: null,
      decision: { outcome: 'review' },
    });
  });

  it('lets either a worker or a withdrawal decide, never both', async () => {
    const ids = await Promise.all(Array.from({ length: 16 }, () => accepted(false)));
    const withdrawals = ids.map((submissionId) =>
      database.dataSource.transaction((manager) =>
        withdrawSubmission(manager, {
          tenantId,
          submissionId,
          actor: 'somebody',
          engineVersion: 'e@1',
        }),
      ),
    );
    const [recorded, ...withdrawn] = await Promise.all([
      recordDecisions(
        database.pool,
        ids.map((id, index) => (index % 2 === 0 ? verdictFor(id) : taskFor(id))),
      ),
      ...withdrawals,
    ]);
    for (const [index, id] of ids.entries()) {
      const status = (await find(id))?.status;
      const reviewed = recorded.submissionIds.includes(id);
      expect(status).toBe('decided');
      if (!reviewed || index % 2 === 1) expect(withdrawn[index]).toMatchObject({ ok: true });
      else
        expect(withdrawn[index]).toMatchObject({ ok: false, problem: { code: 'already_decided' } });
    }
  });

  it('keeps every invariant of the ledger', async () => {
    const findings = await verifyLedger(database.pool);
    expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
    for (const name of [
      'submission-has-a-place',
      'one-event-per-verdict',
      'decision-recomputes',
      'verdict-is-audited',
    ]) {
      expect(findings.find((finding) => finding.name === name)?.examined).toBeGreaterThan(20);
    }
  });
});
