import { coarse, coarseCounts } from './coarse-counts.js';

test.each([
  [0, 0],
  [1, 10],
  [10, 10],
  [11, 30],
  [30, 30],
  [31, 100],
  [100, 100],
  [101, 300],
  [999_999, 1_000_000],
  [1_000_001, 3_000_000],
])('%i is shown as %i', (count, shown) => {
  expect(coarse(count)).toBe(shown);
});

const line = (open: number, leased: number, at = '2026-03-01T09:41:07.123Z') => ({
  items: [{ name: 'default', open, leased, overdue: 1, oldestAt: at }],
});

test('what one colleague does in a queue is not to be seen', () => {
  const before = coarseCounts(line(4, 2));
  for (const after of [
    line(4, 1),
    line(5, 1),
    line(3, 3),
    line(5, 2, '2026-03-01T09:02:00.000Z'),
  ]) {
    expect(coarseCounts(after)).toEqual(before);
  }
  expect(before.items).toEqual([
    { name: 'default', open: 10, leased: 0, overdue: 10, oldestAt: '2026-03-01T09:00:00.000Z' },
  ]);
});

test('a queue that others hold all of is left out, however many they hold', () => {
  const { items } = line(0, 2);
  expect(coarseCounts({ items })).toEqual({ items: [] });
  expect(coarseCounts({ items: [] })).toEqual({ items: [] });
});
