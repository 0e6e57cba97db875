import { randomUUID } from 'node:crypto';
import type { Result } from '@assay/domain';
import { DisputeStage } from '../testing/dispute-stage.js';
import { reopenSiblings, type ReopenedSiblings } from './reopen-siblings.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

describe('siblings', () => {
  const reopen = (id: string, limit = 10): Promise<Result<ReopenedSiblings>> =>
    stage.move(id, (manager, appeal) =>
      reopenSiblings(manager, { appeal, actor: 'lead', limit, sinceDays: 30 }),
    );

  test('of an overturned verdict are those that machines stopped for the same rule', async () => {
    const submissionId = await stage.decided({ rule: 'bait' });
    const siblings = [await stage.decided({ rule: 'bait' }), await stage.decided({ rule: 'bait' })];
    await stage.decided({ rule: 'other' });
    await stage.decided({ rule: 'bait', decidedBy: 'human', actor: 'ruler' });
    await stage.decided({ rule: 'bait', decidedDaysAgo: 31 });
    await stage.decided({ rule: 'bait', outcome: 'pass' });
    await stage.decided({ rule: 'bait', tenantId: randomUUID() });
    const id = await stage.lodged(submissionId);
    expect(await reopen(id)).toMatchObject({ problem: { code: 'invalid_transition' } });
    await stage.rule({ submissionId, purpose: 'appeal' }, { outcome: 'pass' });
    const first = await reopen(id, 1);
    expect(first).toMatchObject({ ok: true, value: { rule: 'bait', more: true } });
    const second = await reopen(id);
    const reopened = [first, second].flatMap((made) => (made.ok ? made.value.submissionIds : []));
    expect(reopened.sort()).toEqual([...siblings].sort());
    expect(await reopen(id)).toMatchObject({ value: { submissionIds: [], more: false } });
    const sibling = siblings[0] ?? '';
    await stage.rule({ submissionId: sibling, purpose: 'reopened' }, { outcome: 'pass' });
    expect(await stage.verdicts(sibling)).toMatchObject([
      { revision: 1 },
      { revision: 2, outcome: 'pass', cause: 'appeal' },
    ]);
  });
});
