import { until } from '@assay/testing';
import { arrived, type Scenery } from './submissions.js';
import { bait } from './texts.js';

/** A reviewer's way through one task, with second thoughts. */
export function tellOfReviews(scenery: () => Scenery): void {
  test('a reviewer claims, drafts, rules, undoes, rules again, and the platform hears once', async () => {
    const { stage, receiver } = scenery();
    const { platform, second } = stage;
    const { reviewTasks } = second.client;
    const { id, status, decision } = await platform.submissions.create(bait, { waitSeconds: 20 });
    expect({ status, outcome: decision?.outcome }).toEqual({
      status: 'in_review',
      outcome: 'review',
    });

    const { tasks } = await reviewTasks.claim();
    const [task] = tasks;
    expect(tasks).toHaveLength(1);
    expect(task).toMatchObject({
      submissionId: id,
      scene: 'chat',
      parts: bait.parts,
      context: bait.context,
      decision: { reasons: [{ rule: 'contact-bait' }] },
    });
    const [span] = task!.decision!.reasons[0]!.spans;
    expect(bait.parts[0]!.text.slice(span!.start, span!.end)).toBe('加 我 微 信');

    const epoch = task!.lease!.epoch;
    const draft = { outcome: 'block' as const, note: 'group bait' };
    const lease = await reviewTasks.heartbeat(task!.id, { epoch, draft });
    expect(lease).toMatchObject({ epoch });
    expect(await reviewTasks.mine()).toMatchObject({ tasks: [{ id: task!.id, draft }] });

    const first = await reviewTasks.rule(task!.id, { epoch, outcome: 'pass' });
    expect(first.undoable).toBe(true);
    const taken = await reviewTasks.undo(task!.id);
    expect(await platform.submissions.get(id)).toMatchObject({ status: 'in_review', verdicts: [] });
    const ruling = await reviewTasks.rule(task!.id, {
      epoch: taken.lease!.epoch,
      outcome: 'block',
      category: 'A.3.b',
      note: 'group bait',
    });
    expect(Date.parse(ruling.settlesAt)).toBeGreaterThan(Date.parse(first.settlesAt));

    const [event] = await arrived({ receiver, id });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(ruling.settlesAt) - 500);
    expect(event!.data.verdict).toMatchObject({
      outcome: 'block',
      revision: 1,
      cause: 'first_review',
      decidedBy: 'human',
    });
    expect(event!.data.verdict!.reasons).toContainEqual(
      expect.objectContaining({ category: 'A.3.b', rule: 'human_review' }),
    );
    const detail = await platform.submissions.get(id);
    expect(detail.status).toBe('decided');
    expect(detail.verdicts).toHaveLength(1);
    await expect(reviewTasks.undo(task!.id)).rejects.toMatchObject({ status: 409 });
    const history = await second.client.reviewTasks.history(task!.id);
    expect(history.items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['claimed', 'ruled', 'undone', 'settled']),
    );
    humanVerdicts.push(id);
  });

  test('a skipped task waits for somebody else', async () => {
    const { platform, admin, second } = scenery().stage;
    const { id } = await platform.submissions.create(bait, { waitSeconds: 20 });
    const claimed = await until(
      async () =>
        (await second.client.reviewTasks.claim()).tasks.find((t) => t.submissionId === id),
      { what: 'the task' },
    );
    await second.client.reviewTasks.skip(claimed.id, { epoch: claimed.lease!.epoch });
    expect(await second.client.reviewTasks.claim()).toEqual({ tasks: [] });
    const { tasks } = await admin.client.reviewTasks.claim();
    expect(tasks).toMatchObject([{ id: claimed.id }]);
    await admin.client.reviewTasks.release(claimed.id, { epoch: tasks[0]!.lease!.epoch });
    await platform.submissions.withdraw(id);
  });
}

/** Submissions that people decided; nothing more may be heard of them until the end of the story. */
export const humanVerdicts: string[] = [];
