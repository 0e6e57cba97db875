import { until } from '@assay/testing';
import { arbitrated, claimOf, events, rule, theCast } from './panels.js';
import type { Scenery } from './submissions.js';

/** A verdict is contested, looked at by somebody who had no part in it, and revised. */
export function tellOfDisputes(scenery: () => Scenery): void {
  test('an appeal is overturned: the platform hears revision 2 and how the appeal ended', async () => {
    const { stage, receiver } = scenery();
    const { platform } = stage;
    const { rae, ben, cam, dee } = theCast();
    const submissionId = arbitrated!;
    const appeal = await platform.appeals.create({
      submissionId,
      text: 'These are our own teapots, and the sale is announced on our site.',
      appellant: { kind: 'author', reference: 'author-9' },
    });
    expect(appeal).toMatchObject({ state: 'accepted', submissionId });
    expect(Date.parse(appeal.decideDueAt!)).toBeGreaterThan(Date.now());
    await expect(
      platform.appeals.create({ submissionId, text: 'And again.' }),
    ).rejects.toMatchObject({ status: 409, code: 'appeal_open' });
    expect(await platform.submissions.get(submissionId)).toMatchObject({ status: 'reopened' });

    for (const partial of [rae, ben, cam]) {
      expect((await partial.client.reviewTasks.claim({ queue: 'appeals' })).tasks).toEqual([]);
    }
    const task = await claimOf(dee, submissionId, 'appeals');
    expect(task.appeal).toMatchObject({ appellant: 'author', contestedRevision: 1 });
    expect(task.appeal!.statement['zh-CN']).not.toBe('');
    await rule(dee, task, 'pass');

    const heard = await events({ receiver, id: submissionId, count: 4 });
    const revised = heard.find(({ type }) => type === 'verdict.revised');
    expect(revised!.data.verdict).toMatchObject({ outcome: 'pass', revision: 2, cause: 'appeal' });
    const types = heard.map(({ type }) => type).sort();
    expect(types).toEqual([
      'appeal.accepted',
      'appeal.decided',
      'verdict.created',
      'verdict.revised',
    ]);
    expect(await platform.appeals.get(appeal.id)).toMatchObject({
      state: 'decided',
      result: 'overturned',
    });
    const reversals = await stage.admin.client.quality.reversals({ groupBy: 'rule' });
    expect(JSON.stringify(reversals)).toContain('pale-teapots');
  });

  test('a verdict comes with its reasons in two languages and as a record that passes the checks', async () => {
    const { platform } = scenery().stage;
    const zh = await platform.submissions.statement(arbitrated!, { locale: 'zh-CN' });
    const en = await platform.submissions.statement(arbitrated!, { locale: 'en' });
    expect(zh.text).not.toBe(en.text);
    expect(en.text.length).toBeGreaterThan(100);
  });

  test('a report on what is published gets a second look', async () => {
    const { platform } = scenery().stage;
    const { rae, dee } = theCast();
    const report = await platform.reports.create({
      submissionId: arbitrated!,
      explanation: 'The same text sells teapots that were never delivered.',
      goodFaith: true,
      source: 'user',
    });
    expect(report.state).toBe('received');
    // Everybody who ruled before had a part in it; the admin has not.
    expect((await rae.client.reviewTasks.claim({ queue: 'reports' })).tasks).toEqual([]);
    expect((await dee.client.reviewTasks.claim({ queue: 'reports' })).tasks).toEqual([]);
    const task = await claimOf(scenery().stage.second, arbitrated!, 'reports');
    await rule(scenery().stage.second, task, 'block');
    const decided = await until(
      async () => {
        const now = await platform.reports.get(report.id);
        return now.state === 'decided' ? now : undefined;
      },
      { deadlineMs: 30_000, what: 'the decision on the report' },
    );
    expect(decided.state).toBe('decided');
    expect(await platform.submissions.get(arbitrated!)).toMatchObject({
      verdict: { outcome: 'block', revision: 3, cause: 'report' },
    });
  });
}
