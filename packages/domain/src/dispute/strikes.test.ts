import { defaultStrikeTerms, fourFactors, onRecord, standingOf, type Strike } from './strikes.js';

const day = 86_400_000;
const now = 1000 * day;

const aStrike = (overrides: Partial<Strike> = {}): Strike => ({
  severity: 'medium',
  atMs: now - day,
  liftedAtMs: null,
  reached: false,
  transforms: [],
  ...overrides,
});
const terms = { ...defaultStrikeTerms, count: 3, windowDays: 30, expiryDays: 365 };

describe('where an author stands', () => {
  test.each<[string, readonly Strike[], number, boolean]>([
    ['nothing', [], 0, false],
    ['two of weight 1', [aStrike(), aStrike()], 2, false],
    ['three of weight 1', [aStrike(), aStrike(), aStrike()], 3, true],
    ['one that is critical', [aStrike({ severity: 'critical' })], 3, true],
    [
      'one low, one high',
      [aStrike({ severity: 'low' }), aStrike({ severity: 'high' })],
      2.5,
      false,
    ],
    ['one that was lifted', [aStrike({ severity: 'critical', liftedAtMs: now })], 0, false],
    ['one at the edge of the window', [aStrike({ atMs: now - 30 * day })], 0, false],
    ['one just inside the window', [aStrike({ atMs: now - 30 * day + 1 })], 1, false],
  ])('with %s', (_, strikes, weight, reached) => {
    expect(standingOf(strikes, now, terms)).toMatchObject({ weight, reached });
  });

  test('an expiry shorter than the window ends a strike first', () => {
    const strikes = [aStrike({ atMs: now - 20 * day })];
    expect(standingOf(strikes, now, { ...terms, expiryDays: 10 }).counted).toBe(0);
  });

  test('decimal weights add up to the limit', () => {
    const weights = { low: 0.1, medium: 0.2, high: 1, critical: 1 };
    const strikes = [aStrike({ severity: 'low' }), aStrike()];
    expect(standingOf(strikes, now, { ...terms, count: 0.3, weights }).reached).toBe(true);
  });

  test('strikes stay on record after the window, until they expire or are lifted', () => {
    const kept = aStrike({ atMs: now - 200 * day });
    const strikes = [kept, aStrike({ atMs: now - 366 * day }), aStrike({ liftedAtMs: now })];
    expect(onRecord(strikes, now, terms)).toEqual([kept]);
  });
});

describe('the four factors', () => {
  test('of a clean author are empty', () => {
    expect(fourFactors([], 0)).toMatchObject({
      number: { strikes: 0 },
      proportion: { share: null },
      gravity: { highest: null, mean: null },
      intention: { afterNotice: 0, evasive: 0, transforms: [] },
    });
  });

  test('hold number, proportion, gravity and intention apart', () => {
    const strikes = [
      aStrike({ atMs: now - 5 * day, severity: 'low' }),
      aStrike({ atMs: now - 4 * day, severity: 'critical', reached: true }),
      aStrike({ atMs: now - 3 * day, transforms: ['width', 'separator_dropped'] }),
      aStrike({ atMs: now - 2 * day, transforms: ['width'], reached: true }),
    ];
    expect(fourFactors(strikes, 16)).toMatchObject({
      number: { strikes: 4, label: { en: '4 strikes on record', 'zh-CN': '有效记录 4 次' } },
      proportion: { strikes: 4, submissions: 16, share: 0.25 },
      gravity: { highest: 'critical', mean: 1.25 },
      intention: { afterNotice: 2, evasive: 2, transforms: ['separator_dropped', 'width'] },
    });
  });

  test('a share never exceeds 1, even when strikes are counted longer than submissions', () => {
    expect(fourFactors([aStrike(), aStrike()], 1).proportion.share).toBe(1);
  });
});
