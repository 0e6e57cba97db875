import type { EventBody } from '@assay/sdk';
import { until } from '@assay/testing';
import type { Receiver } from '../stage/receiver.js';
import type { Stage } from '../stage/stage.js';
import { bait, fraud, harmless } from './texts.js';

export interface Scenery {
  readonly stage: Stage;
  readonly receiver: Receiver;
}

/** What a platform does: hand over, read, take back. */
export function tellOfSubmissions(scenery: () => Scenery): void {
  test('ordinary text passes at once when the platform waits', async () => {
    const { platform } = scenery().stage;
    const answer = await platform.submissions.create(
      { ...harmless, externalId: 'post-1', authorId: 'author-1', metadata: { room: '7' } },
      { waitSeconds: 20 },
    );
    expect(answer).toMatchObject({
      status: 'decided',
      replayed: false,
      decision: { outcome: 'pass', reasons: [] },
      verdict: { outcome: 'pass', revision: 1, decidedBy: 'machine', cause: 'first_review' },
    });
    expect(await platform.submissions.get(answer.id)).toMatchObject({
      parts: harmless.parts,
      externalId: 'post-1',
      metadata: { room: '7' },
      verdicts: [{ outcome: 'pass' }],
    });
  });

  test('fraud in disguise is blocked, and the span points at what was written', async () => {
    const { platform } = scenery().stage;
    const { verdict } = await platform.submissions.create(fraud, { waitSeconds: 20 });
    expect(verdict).toMatchObject({ outcome: 'block', decidedBy: 'machine' });
    const [reason] = verdict!.reasons;
    expect(reason).toMatchObject({ rule: 'task-fraud', category: 'A.1.h' });
    const [span] = reason!.spans;
    expect(fraud.parts[span!.part]!.text.slice(span!.start, span!.end)).toBe('刷-单-返-利');
    expect(verdict!.policyVersion).toMatch(/@\d+$/);
    expect(verdict!.engineVersion).not.toBe('');
  });

  test('a webhook that verifies tells the verdict', async () => {
    const { stage, receiver } = scenery();
    const { id } = await stage.platform.submissions.create({ ...fraud, externalId: 'post-2' });
    const [event] = await arrived({ receiver, id });
    expect(event).toMatchObject({
      type: 'verdict.created',
      data: { submissionId: id, externalId: 'post-2', verdict: { outcome: 'block', revision: 1 } },
    });
  });

  test('in a batch a bad row loses only itself', async () => {
    const { platform } = scenery().stage;
    const bad = { scene: 'chat', parts: [{ text: 'x', colour: 'red' }] };
    const rows = [harmless, bad as never, fraud];
    const { items } = await platform.submissions.createBatch(rows);
    expect(items).toMatchObject([
      { index: 0, status: 'accepted', replayed: false },
      { index: 1, problem: { code: 'unknown_field' } },
      { index: 2, status: 'accepted', replayed: false },
    ]);
    const outcomes: string[] = [];
    for (const item of items) {
      if (!('id' in item)) continue;
      const { verdict } = await platform.submissions.waitForVerdict(item.id);
      outcomes.push(verdict.outcome);
    }
    expect(outcomes).toEqual(['pass', 'block']);
    expect(items[1]).toMatchObject({
      problem: { errors: [{ pointer: '/items/1/parts/0/colour', code: 'unknown_field' }] },
    });
  });

  test('a key used again gives the same submission, with another body it is refused', async () => {
    const once = scenery().stage.once();
    const options = { idempotencyKey: 'order-7' };
    const first = await once.submissions.create(harmless, options);
    const again = await once.submissions.create(harmless, options);
    expect(again).toMatchObject({ id: first.id, replayed: true });
    await expect(once.submissions.create(fraud, options)).rejects.toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    });
  });

  test('what was taken back leaves the queue of people and is closed as a withdrawal', async () => {
    const { stage, receiver } = scenery();
    const { platform, second } = stage;
    const { id, status } = await platform.submissions.create(bait, { waitSeconds: 20 });
    expect(status).toBe('in_review');
    const withdrawn = await platform.submissions.withdraw(id);
    expect(withdrawn).toMatchObject({ status: 'decided', verdict: { cause: 'withdrawal' } });
    await arrived({ receiver, id });
    const { items } = await second.client.reviewTasks.list({ state: 'open' }).page();
    expect(items.filter(({ submissionId }) => submissionId === id)).toEqual([]);
    await expect(platform.submissions.withdraw(id)).rejects.toMatchObject({ status: 409 });
  });
}

/** Waits for the first webhook about a submission. */
export function arrived(wish: {
  readonly receiver: Receiver;
  readonly id: string;
}): Promise<readonly EventBody[]> {
  const { receiver, id } = wish;
  return until(
    async () => {
      const events = await receiver.eventsOf(id);
      return events.length > 0 ? events : undefined;
    },
    { deadlineMs: 20_000, what: `a webhook about ${id}` },
  );
}
