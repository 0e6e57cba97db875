import { spanText } from './span-text.js';

test.each([
  [400, '0 sec'],
  [45_000, '45 sec'],
  [90_000, '1.5 min'],
  [45 * 60_000, '45 min'],
  [5 * 3_600_000 + 60_000, '5 hr'],
  [36 * 3_600_000, '1.5 days'],
  [-5, '0 sec'],
])('%i ms reads "%s"', (ms, text) => {
  expect(spanText(ms, 'en')).toBe(text);
});
