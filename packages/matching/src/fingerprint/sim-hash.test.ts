import { fingerprintOf } from './sim-hash.js';

const distance = (a: string, b: string): number => {
  const bits = BigInt.asUintN(64, fingerprintOf(a)!.value ^ fingerprintOf(b)!.value);
  return bits.toString(2).replaceAll('0', '').length;
};
const advert =
  'Limited offer: our spring sale of garden chairs ends on Sunday, order now and we deliver to your door within two days, free of charge.';
const other =
  'The committee met on Tuesday and agreed on the minutes of the last meeting; the next one is planned for the third week of March.';

test('width, case and separators do not change a fingerprint', () => {
  expect(distance(advert, advert.toUpperCase())).toBe(0);
  expect(
    distance('本店春季花园椅特卖周日结束，立即下单', '本 店春季花园椅特卖周日结束立即下单'),
  ).toBe(0);
});

test('a changed number keeps a text near, another text is far', () => {
  const near = distance(advert, advert.replace('two days', 'six days'));
  expect(near).toBeLessThanOrEqual(10);
  expect(distance(advert, other)).toBeGreaterThan(16);
});

test('texts within three bits share a band', () => {
  const { value, bands } = fingerprintOf(advert)!;
  for (const flipped of [0b111n, (1n << 15n) | (1n << 31n) | (1n << 47n)]) {
    const changed = BigInt.asUintN(64, value ^ flipped);
    const others = [0, 1, 2, 3].map(
      (band) => band * 65_536 + Number((changed >> BigInt(16 * band)) & 0xffffn),
    );
    expect(others.some((word) => bands.includes(word))).toBe(true);
  }
});

test('a text of a few letters has none', () => {
  expect(fingerprintOf('ok, thanks')).toBeUndefined();
});
