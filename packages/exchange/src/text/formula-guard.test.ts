import { awkwardText, seeded } from '../testing/random-entries.js';
import { guardFormula, unguardFormula } from './formula-guard.js';

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['  =1', "'  =1"],
  [' \tx', "' \tx"],
  ['\n=1', "'\n=1"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  ["'=1", "''=1"],
  ['casino', 'casino'],
  ["it's", "it's"],
  ["'quoted'", "'quoted'"],
  ['a=b', 'a=b'],
  ['', ''],
])('the cell %j is written as %j and read back', (cell, guarded) => {
  expect(guardFormula(cell)).toBe(guarded);
  expect(unguardFormula(guarded)).toBe(cell);
});

test('any text comes back, and nothing written begins a formula', () => {
  const random = seeded(7);
  for (let round = 0; round < 5000; round += 1) {
    const cell = awkwardText(random, 5);
    expect(unguardFormula(guardFormula(cell))).toBe(cell);
    expect(guardFormula(cell)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r]/);
  }
});

test('a quote that guards nothing stays', () => {
  expect(unguardFormula("'casino")).toBe("'casino");
});
