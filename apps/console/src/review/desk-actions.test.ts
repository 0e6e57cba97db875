import type { ReviewTaskBody } from '@assay/contracts';
import { deskActions } from './desk-actions.js';
import { emptyDesk, type HeldTask, type TrayItem } from './desk-state.js';

type Hands = Parameters<typeof deskActions>[0];

/** Hands that write down what they were told to do. */
function hands(more: { held?: Partial<HeldTask>; tray?: readonly TrayItem[]; paused?: boolean }) {
  const told: unknown[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void told.push([name, ...values]);
  const { held, tray = [], paused = false } = more;
  const current =
    held === undefined
      ? undefined
      : ({ task: { id: 't1' } as ReviewTaskBody, lease: {}, lost: false, ...held } as HeldTask);
  const names = [
    'claim',
    'skip',
    'release',
    'undo',
    'retry',
    'reopen',
    'clear',
    'putAway',
  ] as const;
  const desk = {
    desk: { ...emptyDesk, tray },
    ...Object.fromEntries(names.map((name) => [name, note(name)])),
  };
  const bench = {
    panel: undefined,
    openLayer: note('layer'),
    openPanel: note('panel'),
    toggleReveal: note('reveal'),
  };
  const focus = { current: { focus: () => undefined } };
  const act = deskActions({
    desk,
    bench,
    current,
    paused,
    categories: [{ id: 'A.1' }, { id: 'A.2' }],
    fields: { note: focus, category: focus, queue: focus },
    change: note('change'),
    submit: note('submit'),
    closePanel: note('closePanel'),
    openClauses: note('clauses'),
    goOn: note('goOn'),
    pause: note('pause'),
  } as unknown as Hands);
  return { act, told };
}

const anItem = (taskId: string, state: TrayItem['state']): TrayItem => ({
  taskId,
  queue: 'default',
  ruling: { epoch: 1, outcome: 'pass' },
  state,
  attempts: 1,
});

test('on an empty desk Enter and C claim, and the keys of a task rest', () => {
  const { act, told } = hands({});
  for (const type of ['proceed', 'similar', 'skip', 'escalate', 'reveal', 'broken'] as const)
    act({ type });
  act({ type: 'outcome', outcome: 'block' });
  expect(told).toEqual([['claim'], ['claim']]);
});

test('on a pause only the keys of the desk act', () => {
  const { act, told } = hands({ held: {}, paused: true });
  for (const type of ['proceed', 'skip', 'reveal', 'pause', 'work'] as const) act({ type });
  expect(told).toEqual([['pause'], ['layer', 'work']]);
});

test('with a task the keys change its draft and hand it on', () => {
  const { act, told } = hands({ held: {} });
  act({ type: 'outcome', outcome: 'block' });
  act({ type: 'category', position: 2 });
  act({ type: 'category', position: 9 });
  act({ type: 'broken' });
  act({ type: 'transfer' });
  act({ type: 'proceed' });
  expect(told).toEqual([
    ['change', { kind: 'ruling', outcome: 'block' }],
    ['change', { category: 'A.2' }],
    ['change', { kind: 'content_broken' }],
    ['layer', 'transfer'],
    ['submit'],
  ]);
});

test('a task whose lease is lost cannot be handed on, only put away', () => {
  const { act, told } = hands({ held: { lost: true }, tray: [anItem('t2', 'refused')] });
  act({ type: 'escalate' });
  act({ type: 'dismiss' });
  expect(told).toEqual([['putAway', 't1']]);
});

test('the tray answers to keys: retry what failed, reopen or dismiss the newest that was refused', () => {
  const tray = [anItem('a', 'failed'), anItem('b', 'refused'), anItem('c', 'refused')];
  const { act, told } = hands({ tray });
  for (const type of ['retry', 'reopen', 'dismiss'] as const) act({ type });
  expect(told).toEqual([
    ['retry', 'a'],
    ['reopen', 'c'],
    ['clear', 'c'],
  ]);
});
