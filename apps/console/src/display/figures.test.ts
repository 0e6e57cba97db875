import { coefficientText, percentText, placeOn, shareText } from './figures.js';

test('a share comes with its interval, and small ones keep two decimals', () => {
  expect(shareText({ estimate: 0.9712, low: 0.92, high: 0.9911 }, 'en')).toEqual({
    estimate: '97.1%',
    interval: '92%–99.1%',
  });
  expect(percentText(0.0034, 'en')).toBe('0.34%');
  expect(percentText(0, 'en')).toBe('0%');
});

test('what nobody counted has no figure', () => {
  expect(shareText({ estimate: null, low: 0, high: 1 }, 'en')).toBeUndefined();
  expect(shareText({ low: 0, high: 1 }, 'en')).toBeUndefined();
  expect(coefficientText({ estimate: null, low: null, high: null })).toBeUndefined();
});

test('a coefficient without an interval says so by leaving it out', () => {
  expect(coefficientText({ estimate: 0.8, low: null, high: null })?.interval).toBe('');
  expect(coefficientText({ estimate: 0.8, low: 0.667, high: 0.9 })).toEqual({
    estimate: '0.80',
    interval: '0.67, 0.90',
  });
  expect(coefficientText({ estimate: -0.1, low: -0.2, high: 0 })).toEqual({
    estimate: '−0.10',
    interval: '−0.20, 0.00',
  });
});

test('values beyond the ends of a scale stop at its ends', () => {
  expect(placeOn(0.5, [0, 1])).toBe(0.5);
  expect(placeOn(0, [-1, 1])).toBe(0.5);
  expect(placeOn(-3, [0, 1])).toBe(0);
  expect(placeOn(3, [0, 1])).toBe(1);
});
