import { randomUUID } from 'node:crypto';
import { defaultAppealTerms } from '@assay/domain';
import { giveDueRuling } from '@assay/testing';
import { readAsTenant } from '../connection.js';
import { settleDue } from '../review/settle-due.js';
import { DisputeStage } from '../testing/dispute-stage.js';
import { acceptAppeal } from './accept-appeal.js';
import { appealForCase } from './appeal-for-case.js';
import { AppealStore } from './appeal.store.js';
import { rejectAppeal, withdrawAppeal } from './close-appeal.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

describe('before it is decided', () => {
  test('a withdrawn appeal ends its case and tells nobody to go on', async () => {
    const submissionId = await stage.decided();
    const id = await stage.lodged(submissionId);
    const withdraw = () =>
      stage.move(id, (manager, appeal) => withdrawAppeal(manager, { appeal, actor: 'platform' }));
    expect(await withdraw()).toMatchObject({ ok: true });
    expect(await withdraw()).toMatchObject({ problem: { code: 'invalid_transition' } });
    expect(await stage.appeal(id)).toMatchObject({ state: 'withdrawn' });
    expect(
      await stage.sql('SELECT state FROM review_task WHERE submission_id = $1', submissionId),
    ).toEqual([{ state: 'cancelled' }]);
    expect(
      await stage.sql('SELECT state FROM review_case WHERE submission_id = $1', submissionId),
    ).toEqual([{ state: 'cancelled' }]);
    expect(await stage.lodge(submissionId)).toMatchObject({ ok: true });
  });

  test('it is taken back by whoever lodged it or a colleague, not by one who had a part', async () => {
    const submissionId = await stage.decided({ decidedBy: 'human', actor: 'ruler' });
    const withdraw = (id: string, actor: string) =>
      stage.move(id, (manager, appeal) => withdrawAppeal(manager, { appeal, actor }));
    const lodgedByPlatform = await stage.lodged(submissionId);
    expect(await withdraw(lodgedByPlatform, 'ruler')).toMatchObject({
      problem: { code: 'same_principal' },
    });
    expect(await stage.appeal(lodgedByPlatform)).toMatchObject({ state: 'accepted' });
    expect(await withdraw(lodgedByPlatform, 'colleague')).toMatchObject({ ok: true });
    const lodgedByRuler = await stage.lodged(submissionId, { lodgedBy: 'ruler' });
    expect(await withdraw(lodgedByRuler, 'ruler')).toMatchObject({ ok: true });
  });

  test('by terms a person accepts it, and not one who had a part', async () => {
    await stage.acceptByHand();
    const submissionId = await stage.decided({ decidedBy: 'human', actor: 'ruler' });
    const id = await stage.lodged(submissionId);
    expect(await stage.appeal(id)).toMatchObject({ state: 'received', caseId: null });
    const accept = (actor: string) =>
      stage.move(id, (manager, appeal) =>
        acceptAppeal(manager, { appeal, terms: defaultAppealTerms, actor }),
      );
    for (const actor of ['ruler', 'platform']) {
      expect(await accept(actor)).toMatchObject({ problem: { code: 'same_principal' } });
    }
    expect(await accept('lead')).toMatchObject({ ok: true });
    expect(await stage.appeal(id)).toMatchObject({ state: 'accepted', acceptedBy: 'lead' });
  });

  test('a rejected appeal keeps its reason and tells it', async () => {
    await stage.acceptByHand();
    const submissionId = await stage.decided();
    const id = await stage.lodged(submissionId);
    const rejected = await stage.move(id, (manager, appeal) =>
      rejectAppeal(manager, { appeal, actor: 'lead', reason: 'It is an advert.' }),
    );
    expect(rejected).toMatchObject({ ok: true });
    expect(await stage.told(submissionId)).toMatchObject([
      {
        type: 'appeal.decided',
        data: { appeal: { state: 'rejected' }, reason: 'It is an advert.' },
      },
    ]);
  });

  test('those whose clock ran out are found', async () => {
    const late = await stage.lodged(await stage.decided());
    await stage.lodged(await stage.decided());
    await stage.sql(`UPDATE appeal SET decide_due_at = now() - interval '1 s' WHERE id = $1`, late);
    const found = await new AppealStore(stage.database.dataSource.manager, stage.tenantId).list({
      overdue: true,
      limit: 10,
    });
    expect(found.map(({ id }) => id)).toEqual([late]);
  });

  test('its reviewer reads the appeal and the reasons, but not who lodged it', async () => {
    const submissionId = await stage.decided();
    const { caseId } = await stage.appeal(await stage.lodged(submissionId));
    const shown = await readAsTenant(stage.database.dataSource, stage.tenantId, (manager) =>
      appealForCase(manager, caseId ?? ''),
    );
    expect(shown).toMatchObject({ text: 'It was a quotation.', appellantKind: 'author' });
    expect(shown?.statement.en.text).toContain('may not be shown');
    expect(shown?.statement['zh-CN'].text).toContain('不得展示');
    expect(JSON.stringify(shown)).not.toMatch(/platform"|user 7/);
    expect(
      await readAsTenant(stage.database.dataSource, stage.tenantId, (manager) =>
        appealForCase(manager, randomUUID()),
      ),
    ).toBeUndefined();
  });

  test('taken back while its ruling settles, it is either withdrawn or decided, never both', async () => {
    for (let round = 0; round < 15; round += 1) {
      const submissionId = await stage.decided();
      const id = await stage.lodged(submissionId);
      const { pool } = stage.database;
      const about = { submissionId, purpose: 'appeal' };
      await giveDueRuling(pool, about, { actor: 'independent', outcome: 'pass' });
      const [withdrawn, settled] = await Promise.all([
        stage.move(id, (manager, appeal) => withdrawAppeal(manager, { appeal, actor: 'platform' })),
        settleDue(stage.database, { limit: 10 }),
      ]);
      expect(settled.failures).toEqual([]);
      const { state, result } = await stage.appeal(id);
      const verdicts = await stage.verdicts(submissionId);
      expect([state, result, verdicts.length]).toEqual(
        withdrawn.ok ? ['withdrawn', null, 1] : ['decided', 'overturned', 2],
      );
    }
  });
});
