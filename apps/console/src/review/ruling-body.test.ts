import type { DraftBody, ReviewTaskBody, TaxonomyBody } from '@assay/contracts';
import { machineSpans, obstaclesOf, orderCategories, rulingFrom } from './ruling-body.js';

type Reason = NonNullable<ReviewTaskBody['decision']>['reasons'][number];
type Required = ReviewTaskBody['rules']['required'];
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
const aTask = (...reasons: readonly Reason[]) => asking([], ...reasons);
const asking = (required: Required, ...reasons: readonly Reason[]) =>
  ({ decision: { reasons }, rules: { required, masked: true } }) as unknown as ReviewTaskBody;
const sent = (draft: DraftBody, task = aTask(), together: readonly string[] = []) =>
  rulingFrom({ draft, task, epoch: 3, together });

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
  const ruling = sent({ outcome: 'restrict', category: 'a' }, many);
  expect(
    ruling.measures?.map((measure) => ('spans' in measure ? measure.spans.length : 0)),
  ).toEqual([200, 200, 50]);
  expect(ruling.epoch).toBe(3);
});

test('tasks that are decided together go along with the ruling', () => {
  expect(sent({ outcome: 'block', category: 'a' }, aTask(), ['t2', 't3'])).toEqual({
    epoch: 3,
    outcome: 'block',
    category: 'a',
    cluster: { taskIds: ['t2', 't3'] },
  });
});

test('a mask fits one text, so it is held up while others are ticked', () => {
  const task = aTask(aReason('a', [[0, 1, 4]]));
  const draft = { outcome: 'restrict', category: 'a' } as const;
  expect(obstaclesOf({ draft, task, together: ['t2'] })).toEqual(['together']);
  expect(obstaclesOf({ draft, task, together: [] })).toEqual([]);
});

test('a pass carries neither category nor measures, and a blank note is none', () => {
  expect(sent({ outcome: 'pass', category: 'a', note: '  ' })).toEqual({
    epoch: 3,
    outcome: 'pass',
  });
});

test('broken content names no outcome and no category, but may cite a clause and say why', () => {
  const draft = { kind: 'content_broken', outcome: 'block', category: 'a' } as const;
  expect(sent({ ...draft, clause: 'house@1#x', note: ' garbled ' })).toEqual({
    epoch: 3,
    kind: 'content_broken',
    clause: 'house@1#x',
    note: 'garbled',
  });
});

test.each<[DraftBody, Required, readonly string[]]>([
  [{}, ['note'], ['outcome']],
  [{ outcome: 'block' }, [], ['category']],
  [{ outcome: 'restrict', category: 'a' }, [], ['spans']],
  [{ outcome: 'block', category: 'a' }, [], []],
  [{ outcome: 'pass' }, ['category', 'note', 'clause'], []],
  [{ kind: 'content_broken' }, ['category', 'note', 'clause'], []],
  [{ kind: 'ruling', outcome: 'block' }, ['note', 'clause'], ['category', 'clause', 'note']],
  [{ outcome: 'block', category: 'a', note: '  ' }, ['note'], ['note']],
  [{ outcome: 'block', category: 'a', note: 'n', clause: 'h@1#x' }, ['note', 'clause'], []],
])('%j in a queue that asks for %j is held up by %j', (draft, required, obstacles) => {
  const task = asking(required, aReason('a', []));
  expect(obstaclesOf({ draft, task, together: [] })).toEqual(obstacles);
});

test('a hidden machine leaves nothing to mask and does not order the categories', () => {
  const hidden = { rules: { required: [], masked: true } } as unknown as ReviewTaskBody;
  const draft = { outcome: 'restrict', category: 'a' } as const;
  expect(obstaclesOf({ draft, task: hidden, together: [] })).toEqual(['spans']);
  const all = ['a', 'b'].map((id) => ({ id })) as unknown as TaxonomyBody['categories'];
  expect(orderCategories(all, hidden)).toEqual(all);
});

test("the machine's categories lead in its order, each once, and the rest follow", () => {
  const all = ['a', 'b', 'c', 'd'].map((id) => ({ id })) as unknown as TaxonomyBody['categories'];
  const task = aTask(aReason('c', []), aReason('system', []), aReason('b', []), aReason('c', []));
  expect(orderCategories(all, task).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
});
