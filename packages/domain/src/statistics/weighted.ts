import { bootstrapInterval, type BootstrapOptions, type Statistic } from './bootstrap.js';
import { wilson, type Proportion } from './intervals.js';

/** A share estimated from an uneven sample. */
export interface WeightedProportion extends Proportion {
  /** How many evenly drawn items would know as much: (Σw)² / Σw² (Kish). At most `trials`. */
  readonly effectiveTrials: number;
}

/**
 * The share of hits among everything the sample was drawn from. Each item stands for 1 / `probability` others, where
 * `probability` in (0, 1] is how likely it was to be drawn: Σw·hit / Σw, whose divisor is estimated too, so that the
 * result stays within 0–1. The interval is Wilson's on the effective number of items. O(items).
 *
 * Sources: Horvitz & Thompson (1952), JASA 47; Hájek (1971) in Foundations of statistical inference, p. 236;
 * Kish (1965), Survey sampling, section 8.2.
 */
export function weightedProportion(
  items: readonly { readonly probability: number; readonly hit: boolean }[],
  confidence = 0.95,
): WeightedProportion {
  let all = 0;
  let hits = 0;
  let squares = 0;
  for (const { probability, hit } of items) {
    const weight = 1 / probability;
    all += weight;
    squares += weight * weight;
    if (hit) hits += weight;
  }
  if (items.length === 0) return { ...wilson(0, 0, confidence), effectiveTrials: 0 };
  const effectiveTrials = (all * all) / squares;
  const { estimate, low, high } = wilson(
    (hits / all) * effectiveTrials,
    effectiveTrials,
    confidence,
  );
  return { estimate, low, high, trials: items.length, effectiveTrials };
}

/** One item that machine review decided alone and a person looked at afterwards. */
export interface AuditedItem {
  /** How likely this item was to be drawn, in (0, 1]. */
  readonly probability: number;
  /** The category the machine acted on; `null` when it let the item pass. */
  readonly machine: string | null;
  /** The category the person found it to violate; `null` when none. */
  readonly human: string | null;
}

/** How good machine review is, as shares of all it decided alone, not of the sample. */
export interface MachineQuality {
  /** Of what the machine acted on: what violates. */
  readonly precision: Proportion;
  /** Of what violates: what the machine acted on. */
  readonly recall: Proportion;
  /** Of what the machine let pass: what violates. */
  readonly falsePassRate: Proportion;
  /** Of what the machine acted on: what does not violate. */
  readonly falseBlockRate: Proportion;
}

/**
 * Machine review measured by a random audit of its own decisions. People are taken as the truth.
 * With a `category`: precision and false blocks of what the machine acted on for it (violating anything counts for
 * the machine), recall and false passes of what people found to violate it. Weighted as `weightedProportion`.
 *
 * The interval of recall is bootstrapped over what violates. A sample with fewer than ten misses (or finds) knows too
 * little of their spread, so that its interval is widened to what the intervals of the two rates allow together.
 * O(items + resamples × violating items).
 */
export function precisionRecall(
  items: readonly AuditedItem[],
  options: BootstrapOptions & { readonly category?: string },
): MachineQuality {
  const { confidence, category } = options;
  const inScope = (found: string) => category === undefined || found === category;
  const passed = items.filter(({ machine }) => machine === null);
  const acted = items.filter(({ machine }) => machine !== null && inScope(machine));
  const violates = ({ human }: AuditedItem) => human !== null && inScope(human);
  return {
    precision: shareOf(acted, { is: ({ human }) => human !== null, confidence }),
    falseBlockRate: shareOf(acted, { is: ({ human }) => human === null, confidence }),
    falsePassRate: shareOf(passed, { is: violates, confidence }),
    recall: recallOf(items, { ...options, violates }),
  };
}

const fewMisses = 10;

function recallOf(
  items: readonly AuditedItem[],
  options: BootstrapOptions & { readonly violates: (item: AuditedItem) => boolean },
): Proportion {
  const { violates, confidence } = options;
  const violating = items.filter(violates);
  const caught = ({ machine }: AuditedItem) => machine !== null;
  const plain = shareOf(violating, { is: caught, confidence });
  if (plain.estimate === null) return plain;
  const resampled = bootstrapInterval(violating, caughtShare, options);
  const finds = violating.filter(caught).length;
  const enough = Math.min(finds, violating.length - finds) >= fewMisses;
  if (resampled !== null && enough) return { ...plain, low: resampled.low, high: resampled.high };
  const allowed = allowedRecall(items, options);
  return {
    ...plain,
    low: Math.min(plain.estimate, resampled?.low ?? 0, allowed.low),
    high: Math.max(plain.estimate, resampled?.high ?? 1, allowed.high),
  };
}

/** Of what violates: the weight of what the machine acted on. */
const caughtShare: Statistic<AuditedItem> = {
  keyOf: ({ probability, machine }) => `${probability} ${machine === null}`,
  of(violating, times) {
    let all = 0;
    let caught = 0;
    for (const [at, { probability, machine }] of violating.entries()) {
      const weight = (times[at] as number) / probability;
      all += weight;
      if (machine !== null) caught += weight;
    }
    return all === 0 ? null : caught / all;
  },
};

/**
 * Bounds of recall from bounds of finds and misses, each at half the error (Bonferroni): what passed and what was
 * acted on are drawn apart, and "no miss among 50" still allows misses.
 */
function allowedRecall(
  items: readonly AuditedItem[],
  options: { confidence: number; violates: (item: AuditedItem) => boolean },
): { low: number; high: number } {
  const confidence = (1 + options.confidence) / 2;
  const amount = (part: readonly AuditedItem[]) => {
    // Where nothing was drawn, anything may be.
    if (part.length === 0) return { low: 0, high: Infinity };
    const { low, high } = shareOf(part, { is: options.violates, confidence });
    const weight = part.reduce((sum, { probability }) => sum + 1 / probability, 0);
    return { low: low * weight, high: high * weight };
  };
  const misses = amount(items.filter(({ machine }) => machine === null));
  const finds = amount(items.filter(({ machine }) => machine !== null));
  return {
    low: finds.low === 0 ? 0 : finds.low / (finds.low + misses.high),
    high: misses.low === 0 || finds.high === Infinity ? 1 : finds.high / (finds.high + misses.low),
  };
}

function shareOf(
  items: readonly AuditedItem[],
  asked: { is: (item: AuditedItem) => boolean; confidence: number },
): Proportion {
  const { estimate, low, high, trials } = weightedProportion(
    items.map((item) => ({ probability: item.probability, hit: asked.is(item) })),
    asked.confidence,
  );
  return { estimate, low, high, trials };
}
