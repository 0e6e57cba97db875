import { cohenKappa } from './agreement.js';
import { agreementOf, labelsByTeam, labelsByUnit, labelsOf } from './agreement-units.js';

/** `ann:block bob:pass` per unit. */
const units = (...lines: readonly string[]) =>
  labelsByUnit(
    lines.flatMap((line, unit) =>
      line
        .split(' ')
        .map((said) => said.split(':'))
        .map(([voice = '', label = '']) => ({ unit: `u${unit}`, voice, label })),
    ),
  );
const teams = [
  { id: 'north', members: new Set(['ann', 'bob', 'eve']) },
  { id: 'south', members: new Set(['cat', 'dan', 'eve']) },
];

test('two people are measured by Cohen’s kappa and alpha', () => {
  const agreement = agreementOf(units('ann:a bob:a', 'ann:b bob:b', 'ann:a bob:b', 'ann:b'));
  const kappa = cohenKappa([
    ['a', 'a'],
    ['b', 'b'],
    ['a', 'b'],
  ]);
  expect(agreement).toMatchObject({ units: 3, labels: 6, voices: 2, fleiss: null });
  expect(agreement.cohen?.estimate).toBe(kappa);
  // Observed disagreement 2/6, expected 18/30: 1 − (1/3) / (3/5).
  expect(agreement.alpha.estimate).toBeCloseTo(4 / 9, 12);
  expect(agreement.level).toBe('unknown');
});

test('people of the other order are the same two people', () => {
  const agreement = agreementOf(units('ann:a bob:b', 'bob:b ann:a', 'ann:b bob:b'));
  expect(agreement.cohen?.estimate).toBe(
    cohenKappa([
      ['a', 'b'],
      ['a', 'b'],
      ['b', 'b'],
    ]),
  );
});

test('equal panels of changing people are measured by Fleiss’ kappa, uneven ones by alpha alone', () => {
  const even = agreementOf(units('ann:a bob:a', 'cat:b dan:b', 'ann:a cat:b'));
  expect(even).toMatchObject({ voices: 4, cohen: null });
  // Observed 2/3, expected (3² + 3²) / 6² = 1/2.
  expect(even.fleiss?.estimate).toBeCloseTo(1 / 3, 12);
  const uneven = agreementOf(units('ann:a bob:a cat:b', 'ann:a bob:a'));
  expect(uneven).toMatchObject({ units: 2, labels: 5, voices: 3, cohen: null, fleiss: null });
});

test('the first label of a person on a unit counts', () => {
  const [unit] = units('ann:a bob:b ann:b');
  expect([...(unit ?? [])]).toEqual([
    ['ann', 'a'],
    ['bob', 'b'],
  ]);
});

test('within a team only its members speak', () => {
  const [first] = labelsOf(units('ann:a cat:b bob:c'), new Set(['ann', 'bob']));
  expect([...(first ?? [])]).toEqual([
    ['ann', 'a'],
    ['bob', 'c'],
  ]);
});

test('a team says what its first member said, and who is in both says nothing', () => {
  const [first, second] = labelsByTeam(units('eve:x bob:a ann:b dan:c', 'eve:x cat:y'), teams);
  expect([...(first ?? [])]).toEqual([
    ['north', 'a'],
    ['south', 'c'],
  ]);
  expect([...(second ?? [])]).toEqual([['south', 'y']]);
});

test('many units with one voice each agree on nothing', () => {
  expect(agreementOf(units('ann:a', 'bob:b'))).toEqual({
    units: 0,
    labels: 0,
    voices: 0,
    alpha: { estimate: null, low: null, high: null },
    level: 'unknown',
    cohen: null,
    fleiss: null,
  });
});

test('thirty equal units reach the target, and the same units give the same interval', () => {
  const lines = Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? 'ann:a bob:a' : 'ann:b bob:b'));
  const agreement = agreementOf(units(...lines));
  expect(agreement).toMatchObject({
    level: 'reached',
    alpha: { estimate: 1, low: 1, high: 1 },
    cohen: { estimate: 1 },
  });
  expect(agreementOf(units(...lines))).toEqual(agreement);
});
