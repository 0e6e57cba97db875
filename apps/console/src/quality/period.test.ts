import { daysFrom, lastDays, oneOf } from './period.js';

test('a period reaches back whole days from now', () => {
  expect(lastDays('7', Date.parse('2026-03-10T08:00:00Z'))).toEqual({
    since: '2026-03-03T08:00:00.000Z',
    until: '2026-03-10T08:00:00.000Z',
  });
});

test('an address that says nonsense means the usual', () => {
  expect([daysFrom('90'), daysFrom('12'), daysFrom(undefined)]).toEqual(['90', '30', '30']);
  expect([oneOf(['a', 'b'], 'b'), oneOf(['a', 'b'], 'x')]).toEqual(['b', 'a']);
});
