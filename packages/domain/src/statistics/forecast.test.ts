import { assert, array, integer, property, record } from 'fast-check';
import { forecastBreaches, type QueueLoad } from './forecast.js';

const aLoad = (fields: Partial<QueueLoad> = {}): QueueLoad => ({
  open: [],
  arrivalsPerHour: 0,
  allowedHours: 4,
  handlingMs: 360_000,
  people: 1,
  horizonHours: 8,
  ...fields,
});

// One person finishes ten tasks of six minutes in an hour.
const cases: readonly [string, Partial<QueueLoad>, [number, number | null, number | null]][] = [
  ['an empty queue', {}, [0, null, 0]],
  ['ten tasks for one hour', { open: [{ dueInHours: 1, tasks: 10 }] }, [0, null, 1]],
  ['thirty tasks for one hour', { open: [{ dueInHours: 1, tasks: 30 }] }, [20, 1, 3]],
  [
    'late work in front of work in time',
    {
      open: [
        { dueInHours: -1, tasks: 20 },
        { dueInHours: 1, tasks: 5 },
      ],
    },
    [5, 1, 3],
  ],
  ['nobody there', { open: [{ dueInHours: 2, tasks: 7 }], people: 0 }, [7, 2, 1]],
  ['tasks due after the horizon', { open: [{ dueInHours: 9, tasks: 500 }] }, [0, null, 0]],
  ['arrivals that one person keeps up with', { arrivalsPerHour: 9 }, [0, null, 1]],
  // 15 an hour come, 10 are done, due 4 hours later: at hour t the next to be done came at 2t/3, late from t = 12.
  [
    'arrivals that outrun one person slowly',
    { arrivalsPerHour: 15, horizonHours: 11 },
    [0, null, 1],
  ],
];

test.each(cases)('%s', (_, fields, [breaches, first, needed]) => {
  const forecast = forecastBreaches(aLoad(fields));
  expect(forecast.breaches).toBeCloseTo(breaches, 6);
  if (first === null) expect(forecast.firstBreachInHours).toBeNull();
  else expect(forecast.firstBreachInHours).toBeCloseTo(first, 1);
  expect(forecast.peopleNeeded).toBe(needed);
});

test('arrivals faster than the hands breach once the slack of the due time is used up', () => {
  // 20 an hour come, 10 are done: what came at t is done at 2t, due at t + 4, so late from t = 4, seen at hour 8.
  const forecast = forecastBreaches(aLoad({ arrivalsPerHour: 20, horizonHours: 12 }));
  expect(forecast.firstBreachInHours).toBeGreaterThan(8);
  expect(forecast.firstBreachInHours).toBeLessThan(8.5);
  // Of the 80 that come due between the hours 8 and 12, the 160 that came by hour 8 less what is done: 40 or more.
  expect(forecast.breaches).toBeGreaterThan(35);
  expect(forecast.breaches).toBeLessThanOrEqual(80);
  expect(forecast.peopleNeeded).toBe(2);
});

test('what is overdue already is told apart from what will be', () => {
  const open = [
    { dueInHours: -3, tasks: 4 },
    { dueInHours: 5, tasks: 1 },
  ];
  expect(forecastBreaches(aLoad({ open }))).toMatchObject({
    overdue: 4,
    breaches: 0,
    handledPerHour: 10,
  });
});

test('work that no number of people finishes in time needs no number', () => {
  const open = [{ dueInHours: 0, tasks: 1_000_000 }];
  expect(forecastBreaches(aLoad({ open })).peopleNeeded).toBeNull();
});

const anyLoad = record({
  open: array(
    record({ dueInHours: integer({ min: -2, max: 10 }), tasks: integer({ min: 1, max: 60 }) }),
    {
      maxLength: 8,
    },
  ),
  arrivalsPerHour: integer({ min: 0, max: 60 }),
  allowedHours: integer({ min: 1, max: 12 }),
  people: integer({ min: 0, max: 8 }),
});

test('more people never breach more, and the needed number is the first that breaches nothing', () => {
  assert(
    property(anyLoad, (fields) => {
      const load = aLoad(fields);
      const { breaches, peopleNeeded } = forecastBreaches(load);
      const more = forecastBreaches({ ...load, people: load.people + 1 });
      expect(more.breaches).toBeLessThanOrEqual(breaches + 1e-6);
      expect(peopleNeeded).not.toBeNull();
      const needed = peopleNeeded as number;
      expect(forecastBreaches({ ...load, people: needed }).breaches).toBe(0);
      if (needed === 0) return;
      expect(forecastBreaches({ ...load, people: needed - 1 }).breaches).toBeGreaterThan(0);
    }),
    { seed: 50, numRuns: 60 },
  );
});
