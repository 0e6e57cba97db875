import type { ReviewTaskBody } from '@assay/contracts';
import {
  changeDesk,
  draftOf,
  emptyDesk,
  lastRefused,
  lastUndoable,
  type Desk,
} from './desk-state.js';

const aTask = (id: string, more: Partial<ReviewTaskBody> = {}): ReviewTaskBody => ({
  id,
  submissionId: `s-${id}`,
  purpose: 'first_review',
  queue: 'default',
  category: 'A.3.e',
  severity: 'medium',
  language: 'zh',
  level: 0,
  state: 'leased',
  dueAt: '2026-01-01T01:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  undoSeconds: 10,
  rules: { required: [], masked: true },
  lease: { epoch: 1, until: '2026-01-01T00:03:00Z' },
  scene: 'chat',
  receivedAt: '2026-01-01T00:00:00Z',
  parts: [{ type: 'text', text: 'x' }],
  context: {},
  taxonomy: 'tc260-003@2024',
  similar: 0,
  decision: {
    outcome: 'review',
    reasons: [{ category: 'A.3.e', severity: 'medium', rule: 'ads', message: 'ad', spans: [] }],
    policyVersion: 'chat@1',
    blacklistVersion: 1,
    engineVersion: '1',
    evaluatedAt: '2026-01-01T00:00:00Z',
  },
  ...more,
});
const twoHeld = changeDesk(emptyDesk, { type: 'claimed', tasks: [aTask('a'), aTask('b')] });
const ruled = changeDesk(twoHeld, {
  type: 'ruled',
  ruling: { epoch: 1, outcome: 'block', category: 'A.3.e', note: 'n' },
});
const heldIds = (desk: Desk) => desk.held.map(({ task }) => task.id);

test('claimed tasks queue up, and a task claimed again takes the newer lease in place', () => {
  const renewed = aTask('a', { lease: { epoch: 2, until: '2026-01-01T00:09:00Z' } });
  const again = changeDesk(twoHeld, { type: 'claimed', tasks: [renewed] });
  expect(heldIds(again)).toEqual(['a', 'b']);
  expect(again.held[0]?.lease.epoch).toBe(2);
});

test('a task whose ruling is still on its way does not come back to the desk after a reload', () => {
  const failed = changeDesk(ruled, { type: 'failed', taskId: 'a', problemCode: 'unreachable' });
  const reloaded = { ...failed, held: [] };
  expect(
    heldIds(changeDesk(reloaded, { type: 'claimed', tasks: [aTask('a'), aTask('b')] })),
  ).toEqual(['b']);
});

test('a task without a lease is not held', () => {
  const { lease: _, ...settled } = aTask('c');
  expect(changeDesk(emptyDesk, { type: 'claimed', tasks: [settled] }).held).toEqual([]);
});

test('ruling brings up the next task at once and puts the ruling into the tray', () => {
  expect(heldIds(ruled)).toEqual(['b']);
  expect(ruled.tray).toMatchObject([{ taskId: 'a', state: 'sending', attempts: 1 }]);
});

test('the draft survives until the ruling has arrived', () => {
  const drafted = changeDesk(twoHeld, { type: 'drafted', taskId: 'a', draft: { note: 'typed' } });
  const sent = changeDesk(drafted, { type: 'ruled', ruling: { epoch: 1, outcome: 'pass' } });
  const failed = changeDesk(sent, { type: 'failed', taskId: 'a', problemCode: 'unreachable' });
  expect(failed.drafts['a']).toEqual({ note: 'typed' });
  const arrived = changeDesk(failed, {
    type: 'arrived',
    taskId: 'a',
    settlesAt: '2026-01-01T00:00:10Z',
  });
  expect(arrived.drafts).toEqual({});
});

test('only the newest ruling inside its window can be undone', () => {
  const first = changeDesk(ruled, {
    type: 'arrived',
    taskId: 'a',
    settlesAt: '2026-01-01T00:00:10Z',
  });
  const both = changeDesk(
    changeDesk(first, { type: 'ruled', ruling: { epoch: 1, outcome: 'pass' } }),
    { type: 'arrived', taskId: 'b', settlesAt: '2026-01-01T00:00:20Z' },
  );
  expect(lastUndoable(both, Date.parse('2026-01-01T00:00:05Z'))?.taskId).toBe('b');
  expect(lastUndoable(both, Date.parse('2026-01-01T00:00:20Z'))).toBeUndefined();
});

test('an undone task comes back to the front with what was ruled as its draft', () => {
  const back = changeDesk(ruled, { type: 'returned', task: aTask('a') });
  expect(heldIds(back)).toEqual(['a', 'b']);
  expect(back.tray).toEqual([]);
  expect(draftOf(back, aTask('a'))).toEqual({ outcome: 'block', category: 'A.3.e', note: 'n' });
});

test('a referral that is undone comes back with its category, clause and note', () => {
  const referred = changeDesk(twoHeld, {
    type: 'ruled',
    ruling: { epoch: 1, authority: 'legal', category: 'A.1.a', clause: 'house@1#x', note: 'n' },
  });
  const back = changeDesk(referred, { type: 'returned', task: aTask('a') });
  expect(draftOf(back, aTask('a'))).toEqual({ category: 'A.1.a', clause: 'house@1#x', note: 'n' });
});

test('what the gateway refused comes back with the reasons, until the draft changes', () => {
  const errors = [{ pointer: '/note', code: 'invalid_request' as const, message: 'needs a note' }];
  const refused = changeDesk(ruled, {
    type: 'refused',
    taskId: 'a',
    problemCode: 'invalid_request',
    errors,
  });
  expect(lastRefused(refused.tray)?.taskId).toBe('a');
  const back = changeDesk(refused, { type: 'returned', task: aTask('a') });
  expect(back.held[0]?.errors).toEqual(errors);
  const changed = changeDesk(back, { type: 'drafted', taskId: 'a', draft: { note: 'now' } });
  expect(changed.held[0]).not.toHaveProperty('errors');
});

test('an arrived cluster says how many were ruled and how many wait for verification', () => {
  const cluster = { ruled: 4, verifying: 1 };
  const arrived = changeDesk(ruled, {
    type: 'arrived',
    taskId: 'a',
    settlesAt: '2026-01-01T00:00:10Z',
    cluster,
  });
  expect(arrived.tray).toMatchObject([{ state: 'provisional', cluster }]);
});

test('a task whose machine review is hidden starts with an empty draft', () => {
  const { decision: _, ...hidden } = aTask('a');
  expect(draftOf(emptyDesk, hidden)).toEqual({});
});

test('a lost lease keeps the task on the desk and its draft', () => {
  const drafted = changeDesk(twoHeld, { type: 'drafted', taskId: 'a', draft: { note: 'typed' } });
  const lost = changeDesk(drafted, { type: 'lost', taskId: 'a' });
  expect(lost.held[0]?.lost).toBe(true);
  expect(draftOf(changeDesk(lost, { type: 'put_away', taskId: 'a' }), aTask('a'))).toEqual({
    note: 'typed',
  });
});

test("a draft of this browser wins over the lease's, and that one over the machine's category", () => {
  expect(draftOf(emptyDesk, aTask('a'))).toEqual({ category: 'A.3.e' });
  const kept = aTask('a', { draft: { outcome: 'pass' } });
  expect(draftOf(emptyDesk, kept)).toEqual({ outcome: 'pass' });
  expect(draftOf({ ...emptyDesk, drafts: { a: { note: 'mine' } } }, kept)).toEqual({
    note: 'mine',
  });
});

test('no more than fifty drafts are kept, the newest ones', () => {
  let desk = emptyDesk;
  for (let index = 0; index < 60; index += 1) {
    desk = changeDesk(desk, {
      type: 'drafted',
      taskId: `t${index}`,
      draft: { note: String(index) },
    });
  }
  expect(Object.keys(desk.drafts)).toHaveLength(50);
  expect(desk.drafts['t59']).toEqual({ note: '59' });
  expect(desk.drafts['t0']).toBeUndefined();
});
