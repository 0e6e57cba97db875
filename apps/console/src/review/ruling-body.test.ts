import type { ReviewTaskBody, TaxonomyBody } from '@assay/contracts';
import { machineSpans, obstacleOf, orderCategories, rulingFrom } from './ruling-body.js';

type Reason = ReviewTaskBody['decision']['reasons'][number];
const aReason = (
  category: string,
  spans: readonly (readonly [number, number, number])[],
): Reason => ({
  category,
  severity: 'medium',
  rule: 'r',
  message: '',
  spans: spans.map(([part, start, end]) => ({ part, start, end })),
});
const aTask = (...reasons: readonly Reason[]) =>
  ({ decision: { reasons } }) as unknown as ReviewTaskBody;

test('overlapping and touching machine spans merge inside their part only', () => {
  const task = aTask(
    aReason('a', [
      [0, 5, 9],
      [1, 0, 2],
    ]),
    aReason('b', [
      [0, 0, 5],
      [0, 20, 22],
      [0, 21, 21],
    ]),
  );
  expect(machineSpans(task)).toEqual([
    { part: 0, start: 0, end: 9 },
    { part: 0, start: 20, end: 22 },
    { part: 1, start: 0, end: 2 },
  ]);
});

test('a mask names the machine spans and never more than a measure holds', () => {
  const many = aTask(
    aReason(
      'a',
      Array.from({ length: 450 }, (_, index) => [0, index * 3, index * 3 + 1] as const),
    ),
  );
  const ruling = rulingFrom({ outcome: 'restrict', category: 'a' }, many, 3);
  expect(
    ruling.measures?.map((measure) => ('spans' in measure ? measure.spans.length : 0)),
  ).toEqual([200, 200, 50]);
  expect(ruling.epoch).toBe(3);
});

test('a pass carries neither category nor measures, and a blank note is none', () => {
  expect(rulingFrom({ outcome: 'pass', category: 'a', note: '  ' }, aTask(), 1)).toEqual({
    epoch: 1,
    outcome: 'pass',
  });
});

test.each([
  [{}, 'outcome'],
  [{ outcome: 'block' as const }, 'category'],
  [{ outcome: 'restrict' as const, category: 'a' }, 'spans'],
  [{ outcome: 'block' as const, category: 'a' }, undefined],
  [{ outcome: 'pass' as const }, undefined],
])('%j is held up by %s', (draft, obstacle) => {
  expect(obstacleOf(draft, aTask(aReason('a', [])))).toBe(obstacle);
});

test("the machine's categories lead in its order, each once, and the rest follow", () => {
  const all = ['a', 'b', 'c', 'd'].map((id) => ({ id })) as unknown as TaxonomyBody['categories'];
  const task = aTask(aReason('c', []), aReason('system', []), aReason('b', []), aReason('c', []));
  expect(orderCategories(all, task).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
});
