import { severities } from '../vocabulary.js';
import { careFor, defaultDailyBudget, exposureOf, isHeavy } from './care.js';

const quiet = { points: 0, items: 0, budget: null, workedMs: 0, heavySinceBreak: 0 };
const minutes = (count: number) => count * 60_000;

test('exposure doubles with every step of severity', () => {
  expect(severities.map((severity) => exposureOf([severity]).points)).toEqual([1, 2, 4, 8]);
  expect(exposureOf(['low', 'high', 'critical', 'critical'])).toEqual({
    points: 21,
    items: 4,
    heavyItems: 3,
  });
  expect(exposureOf([])).toEqual({ points: 0, items: 0, heavyItems: 0 });
});

test('high and critical are heavy', () => {
  expect(severities.filter(isHeavy)).toEqual(['high', 'critical']);
});

test.each<[string, Partial<Parameters<typeof careFor>[0]>, boolean]>([
  ['49 minutes', { workedMs: minutes(50) - 1 }, false],
  ['50 minutes', { workedMs: minutes(50) }, true],
  ['11 heavy items', { heavySinceBreak: 11 }, false],
  ['12 heavy items', { heavySinceBreak: 12 }, true],
])('after %s of work: is a break due', (_, change, due) => {
  expect(careFor({ ...quiet, ...change }).breakDue).toBe(due);
});

test('a budget is used up when it is reached, the default one unless a lead set another', () => {
  expect(careFor({ ...quiet, points: defaultDailyBudget - 1 }).overBudget).toBe(false);
  expect(careFor({ ...quiet, points: defaultDailyBudget }).overBudget).toBe(true);
  const own = { ...quiet, points: 30 };
  expect(careFor({ ...own, budget: 30 })).toMatchObject({ budget: 30, overBudget: true });
  expect(careFor({ ...own, budget: 31 }).overBudget).toBe(false);
});

test('a clock that went backwards is no negative work', () => {
  expect(careFor({ ...quiet, workedMs: -5000 }).workedMinutesSinceBreak).toBe(0);
});
