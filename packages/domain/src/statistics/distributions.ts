/** Quantile of the standard normal distribution, `probability` in (0.5, 1). Absolute error below 1e-12. */
export function normalQuantile(probability: number): number {
  return bisect({ low: 0, high: 40, isBelow: (z) => normalHalf(z) < probability - 0.5 });
}

/**
 * Quantile of the beta distribution: the x in [0, 1] with I_x(a, b) = probability; a, b > 0.
 * Bisection, since the function rises: slower than Newton by a factor of ten and safe at both ends.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  return bisect({ low: 0, high: 1, isBelow: (x) => regularisedBeta(x, a, b) < probability });
}

/**
 * I_x(a, b), the regularised incomplete beta function (NIST DLMF 8.17), in O(√max(a, b)).
 * Relative error below 1e-9 up to a + b = 10^7.
 */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on the side of the mean only; the other side is its mirror image.
  return x < (a + 1) / (a + b + 2) ? leftTail(x, a, b) : 1 - leftTail(1 - x, b, a);
}

function leftTail(x: number, a: number, b: number): number {
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return Math.exp(front) / (a * betaFraction(x, a, b));
}

/** DLMF 8.17.22 by Lentz's method: the value of 1 + d₁/(1 + d₂/(1 + …)). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let value = 1;
  let c = 1;
  let d = 0;
  for (let step = 1; step < 100_000; step += 1) {
    const term = fractionTerm(step, { x, a, b });
    d = 1 / keepFrom(1 + term * d, tiny);
    c = keepFrom(1 + term / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return value;
}

function fractionTerm(step: number, { x, a, b }: { x: number; a: number; b: number }): number {
  const m = Math.floor(step / 2);
  const even = step % 2 === 0;
  const top = even ? m * (b - m) : -(a + m) * (a + b + m);
  return (top * x) / ((a + step - 1) * (a + step));
}

const keepFrom = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value);

/** Stirling's series (DLMF 5.11.1) after shifting the argument to where eight terms give full precision. */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 15; at += 1) shift += Math.log(at);
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** Φ(z) − ½ for z ≥ 0, by the series of positive terms (DLMF 7.6.2). */
function normalHalf(z: number): number {
  if (z > 9) return 0.5;
  let term = z;
  let sum = z;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

function bisect(search: { low: number; high: number; isBelow: (at: number) => boolean }): number {
  let { low, high } = search;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high || high - low < 1e-15 * high) break;
    if (search.isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
