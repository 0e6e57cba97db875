import { betaQuantile, normalQuantile } from './distributions.js';

/**
 * A share with how sure it is; never shown without its bounds. All of 0–1. `estimate` is `null` when nothing was
 * counted, and the bounds then say "anything".
 */
export interface Proportion {
  readonly estimate: number | null;
  readonly low: number;
  readonly high: number;
  /** What was counted. */
  readonly trials: number;
}

const unknownProportion: Proportion = { estimate: null, low: 0, high: 1, trials: 0 };

/**
 * Score interval of a share: near its nominal coverage even for few trials, and never of zero width.
 * `successes` of `trials` may be fractions (effective sample sizes). O(1).
 *
 * @example wilson(81, 263) // { estimate: 0.308, low: 0.2553, high: 0.3662, trials: 263 }
 * Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
 */
export function wilson(successes: number, trials: number, confidence = 0.95): Proportion {
  if (trials <= 0) return unknownProportion;
  const estimate = within01(successes / trials);
  const square = normalQuantile((1 + confidence) / 2) ** 2;
  const middle = (estimate + square / (2 * trials)) / (1 + square / trials);
  const spread = (estimate * (1 - estimate)) / trials + square / (4 * trials * trials);
  const half = Math.sqrt(square * spread) / (1 + square / trials);
  return {
    estimate,
    low: estimate === 0 ? 0 : within01(middle - half),
    high: estimate === 1 ? 1 : within01(middle + half),
    trials,
  };
}

/**
 * Exact interval of a share: covers at least as often as it says, and is wider for it. For decisions about people.
 * O(√trials).
 *
 * @example clopperPearson(81, 263) // { estimate: 0.308, low: 0.2527, high: 0.3676, trials: 263 }
 * Source: Clopper & Pearson (1934), The use of confidence or fiducial limits, Biometrika 26.
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Proportion {
  if (trials <= 0) return unknownProportion;
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    estimate: within01(successes / trials),
    low: successes <= 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures <= 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
    trials,
  };
}

const within01 = (value: number) => Math.min(1, Math.max(0, value));
