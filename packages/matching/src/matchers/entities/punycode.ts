/** Encodes one label of a host as RFC 3492 says, with the `xn--` prefix when it is not ASCII. O(n²) in the label, n ≤ 63. */
export function toAsciiLabel(label: string): string {
  if (/^[\0-\x7f]*$/.test(label)) return label.toLowerCase();
  const codePoints = Array.from(
    label.normalize('NFC').toLowerCase(),
    (character) => character.codePointAt(0) ?? 0,
  );
  const basic = codePoints.filter((codePoint) => codePoint < FIRST_NON_ASCII);
  if (basic.length === codePoints.length) return label.toLowerCase();
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let handled = basic.length;
  let current = FIRST_NON_ASCII;
  let delta = 0;
  let bias = 72;
  while (handled < codePoints.length) {
    const next = Math.min(...codePoints.filter((codePoint) => codePoint >= current));
    delta += (next - current) * (handled + 1);
    current = next;
    for (const codePoint of codePoints) {
      if (codePoint < current) delta++;
      if (codePoint !== current) continue;
      output += encodeInteger(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    current++;
  }
  return `xn--${output}`;
}

const FIRST_NON_ASCII = 0x80;
const BASE = 36;

function encodeInteger(value: number, bias: number): string {
  let rest = value;
  let digits = '';
  for (let k = BASE; ; k += BASE) {
    const threshold = Math.min(Math.max(k - bias, 1), 26);
    if (rest < threshold) return digits + rest.toString(BASE).replace(/./, toDigit);
    const digit = threshold + ((rest - threshold) % (BASE - threshold));
    digits += toDigit(digit.toString(BASE));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

/** From JavaScript's base 36 (0–9a–z) to Punycode's (a–z0–9). */
function toDigit(digit: string): string {
  const value = Number.parseInt(digit, BASE);
  return String.fromCharCode(value < 26 ? 0x61 + value : 0x30 + value - 26);
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / count);
  let steps = 0;
  while (rest > 455) {
    rest = Math.floor(rest / (BASE - 1));
    steps += BASE;
  }
  return steps + Math.floor((BASE * rest) / (rest + 38));
}
