import { startsCovered } from './cover.js';

const display = (masked: boolean) => ({ masked, greyscale: true });

test.each([
  [true, display(false), true],
  [false, display(true), true],
  [true, display(true), true],
  [false, display(false), false],
  [false, undefined, true],
])('a queue that asks %s and a person with %j: covered is %s', (masked, wish, covered) => {
  expect(startsCovered({ rules: { required: [], masked } }, wish)).toBe(covered);
});
