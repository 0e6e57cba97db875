import { randomUUID } from 'node:crypto';
import type { DecidedWish } from '@assay/testing';
import { lodgeReport } from '../report/lodge-report.js';
import { openCase } from '../review/open-case.js';
import { claimAny } from '../testing/claim-any.js';
import { DisputeStage } from '../testing/dispute-stage.js';
import type { NewAppeal } from './lodge-appeal.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

describe('lodging', () => {
  test('accepts at once by default, starts the clocks, and asks nobody who had a part', async () => {
    const entry = await stage.entry(randomUUID());
    const submissionId = await stage.decided({ entry, decidedBy: 'human', actor: 'ruler' });
    const id = await stage.lodged(submissionId, { entryId: entry });
    const appeal = await stage.appeal(id);
    expect(appeal).toMatchObject({ state: 'accepted', contestedRevision: 1, entryId: entry });
    const hours = (from: Date, to: Date): number =>
      Math.round((to.getTime() - from.getTime()) / 36e5);
    expect(hours(appeal.createdAt, appeal.decideDueAt)).toBe(72);
    expect(hours(appeal.createdAt, appeal.notifyDueAt)).toBe(96);
    const kept = await stage.sql(
      `SELECT s.actor FROM review_task_skip s JOIN review_task t ON t.id = s.task_id
       WHERE t.case_id = $1 AND t.queue = 'appeals' AND t.purpose = 'appeal' AND s.reason = 'conflict' ORDER BY 1`,
      appeal.caseId,
    );
    expect(kept.map(({ actor }) => actor)).toEqual(['confirmer', 'platform', 'proposer', 'ruler']);
    expect(await stage.told(submissionId)).toMatchObject([
      { type: 'appeal.accepted', deliveries: 1, data: { appeal: { id, state: 'accepted' } } },
    ]);
  });

  test('keeps out whoever reported the content or asked for its review, and leaves it to others', async () => {
    const submissionId = await stage.decided({ outcome: 'pass' });
    await stage.within((manager) =>
      lodgeReport(manager, {
        ...{ tenantId: stage.tenantId, submissionId, externalId: undefined, source: 'user' },
        ...{ category: null, explanation: 'It insults me.', location: null },
        ...{ reporterName: null, reporterEmail: null, lodgedBy: 'reporter' },
      }),
    );
    await stage.rule({ submissionId, purpose: 'report' }, { outcome: 'block' });
    await stage.within((manager) =>
      openCase(manager, {
        ...{ tenantId: stage.tenantId, submissionId, queue: 'elsewhere' },
        ...{ purpose: 'reopened', requestedBy: 'doubter' },
      }),
    );
    await stage.lodged(submissionId);
    const claim = (actor: string) =>
      stage.within((manager) =>
        claimAny(manager, { tenantId: stage.tenantId, actor, queue: 'appeals', count: 1 }),
      );
    for (const actor of ['reporter', 'independent', 'doubter', 'platform']) {
      expect(await claim(actor)).toEqual([]);
    }
    expect(await claim('somebody')).toHaveLength(1);
  });

  test.each<[string, Partial<DecidedWish>, Partial<NewAppeal>, string]>([
    ['a withdrawn submission', { cause: 'withdrawal' }, {}, 'invalid_transition'],
    ['a verdict of 184 days ago', { decidedDaysAgo: 184 }, {}, 'appeal_window_closed'],
    ['an entry the verdict does not rest on', {}, { entryId: randomUUID() }, 'not_found'],
    ["another tenant's submission", {}, { tenantId: randomUUID() }, 'not_found'],
  ])('against %s is refused', async (_, wish, overrides, code) => {
    const result = await stage.lodge(await stage.decided(wish), overrides);
    expect(result).toMatchObject({ ok: false, problem: { code } });
  });

  test('against an undecided submission is refused', async () => {
    const submissionId = randomUUID();
    await stage.sql(
      `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata) VALUES ($1, $2, 'chat', '[]', '{}', '{}')`,
      submissionId,
      stage.tenantId,
    );
    expect(await stage.lodge(submissionId)).toMatchObject({ problem: { code: 'not_decided' } });
  });

  test('twice at the same time leaves one appeal open', async () => {
    const submissionId = await stage.decided();
    const results = await Promise.all([1, 2, 3, 4].map(() => stage.lodge(submissionId)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) {
      if (!result.ok) expect(result.problem.code).toBe('appeal_open');
    }
    expect(
      await stage.sql('SELECT id FROM review_case WHERE submission_id = $1', submissionId),
    ).toHaveLength(1);
  });
});
