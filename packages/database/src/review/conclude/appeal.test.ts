import { randomUUID } from 'node:crypto';
import type { DueRuling } from '@assay/testing';
import { DisputeStage } from '../../testing/dispute-stage.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

describe('deciding', () => {
  test('overturned: revision 2 with its event and delivery, and the strike is lifted', async () => {
    const submissionId = await stage.decided({ authorId: 'a' });
    await stage.sql(
      `INSERT INTO strike (id, tenant_id, author_id, submission_id, revision, category, severity, transforms, at)
       VALUES ($1, $2, 'a', $3, 1, 'A.3.b', 'medium', '{}', now())`,
      randomUUID(),
      stage.tenantId,
      submissionId,
    );
    const id = await stage.lodged(submissionId);
    await stage.rule({ submissionId, purpose: 'appeal' }, { outcome: 'pass' });
    expect(await stage.verdicts(submissionId)).toMatchObject([
      { revision: 1, outcome: 'block', cause: 'first_review', decided_by: 'machine' },
      { revision: 2, outcome: 'pass', cause: 'appeal', decided_by: 'human' },
    ]);
    expect(await stage.appeal(id)).toMatchObject({
      state: 'decided',
      result: 'overturned',
      resultRevision: 2,
    });
    expect(await stage.told(submissionId)).toMatchObject([
      { type: 'appeal.accepted', deliveries: 1 },
      { type: 'appeal.decided', deliveries: 1, data: { appeal: { id, result: 'overturned' } } },
      {
        type: 'verdict.revised',
        deliveries: 1,
        data: { verdict: { revision: 2, cause: 'appeal' } },
      },
    ]);
    const [strike] = await stage.sql(
      'SELECT lifted_by FROM strike WHERE submission_id = $1',
      submissionId,
    );
    expect(strike).toEqual({ lifted_by: 'machine' });
  });

  test('upheld: no revision, but the platform is told', async () => {
    const submissionId = await stage.decided();
    const id = await stage.lodged(submissionId);
    await stage.rule({ submissionId, purpose: 'appeal' }, { outcome: 'block' });
    expect(await stage.verdicts(submissionId)).toHaveLength(1);
    expect(await stage.appeal(id)).toMatchObject({ result: 'upheld', resultRevision: null });
    expect((await stage.told(submissionId)).map(({ type }) => type)).toEqual([
      'appeal.accepted',
      'appeal.decided',
    ]);
  });

  test.each<[string, Omit<DueRuling, 'actor'>, string, number]>([
    ['another ground', { outcome: 'block', category: 'A.4.c' }, 'changed', 2],
    ['a milder outcome', { outcome: 'restrict', measures: [{ kind: 'demote' }] }, 'changed', 2],
    ['content that cannot be judged', { outcome: 'block', kind: 'content_broken' }, 'upheld', 1],
  ])('%s', async (_, ruling, result, revisions) => {
    const submissionId = await stage.decided();
    const id = await stage.lodged(submissionId);
    await stage.rule({ submissionId, purpose: 'appeal' }, ruling);
    expect(await stage.appeal(id)).toMatchObject({ state: 'decided', result });
    expect(await stage.verdicts(submissionId)).toHaveLength(revisions);
  });

  test('a contested entry of the tenant becomes disputed when the verdict is overturned', async () => {
    const entry = await stage.entry();
    const submissionId = await stage.decided({ entry });
    await stage.lodged(submissionId, { entryId: entry, appellantKind: 'entry_subject' });
    await stage.rule({ submissionId, purpose: 'appeal' }, { outcome: 'pass' });
    expect(await stage.sql('SELECT state FROM blacklist_entry WHERE id = $1', entry)).toEqual([
      { state: 'disputed' },
    ]);
  });

  test('a decided appeal makes room for another one, against the newest revision', async () => {
    const submissionId = await stage.decided();
    await stage.lodged(submissionId);
    await stage.rule({ submissionId, purpose: 'appeal' }, { outcome: 'block', category: 'A.4.c' });
    const second = await stage.appeal(await stage.lodged(submissionId));
    expect(second.contestedRevision).toBe(2);
  });
});
