import { severities, type Locale, type Severity } from '../vocabulary.js';

/** How a tenant counts what its authors did wrong. */
export interface StrikeTerms {
  /** Sum of weights inside the window at which an author has reached the limit. */
  readonly count: number;
  readonly windowDays: number;
  readonly weights: Readonly<Record<Severity, number>>;
  /** After this an author's strike is off the record. */
  readonly expiryDays: number;
}

export const defaultStrikeTerms: StrikeTerms = {
  count: 3,
  windowDays: 90,
  weights: { low: 0.5, medium: 1, high: 2, critical: 3 },
  expiryDays: 365,
};

/** One blocked output of one author. Times are epoch milliseconds. */
export interface Strike {
  readonly severity: Severity;
  readonly atMs: number;
  readonly liftedAtMs: number | null;
  /** Whether the author reached the limit with it and the platform was told. */
  readonly reached: boolean;
  /** Ways of evasion that were seen in it, e.g. `separator_dropped`. */
  readonly transforms: readonly string[];
}

/** Where an author stands. */
export interface Standing {
  /** Sum of weights of the strikes that count now. */
  readonly weight: number;
  readonly counted: number;
  readonly reached: boolean;
}

/** Sums up the strikes that count at `nowMs`: not lifted, not expired, inside the window. Pure and total. */
export function standingOf(
  strikes: readonly Strike[],
  nowMs: number,
  terms: StrikeTerms,
): Standing {
  const windowMs = Math.min(terms.windowDays, terms.expiryDays) * dayMs;
  const counting = strikes.filter(
    ({ liftedAtMs, atMs }) => liftedAtMs === null && atMs > nowMs - windowMs,
  );
  const weight = counting.reduce((sum, { severity }) => sum + terms.weights[severity], 0);
  // Weights are decimal fractions; without this 0.1 + 0.2 would miss a limit of 0.3.
  const rounded = Math.round(weight * 1e6) / 1e6;
  return { weight: rounded, counted: counting.length, reached: rounded >= terms.count };
}

/** Strikes still on record: neither lifted nor expired. */
export const onRecord = <S extends Pick<Strike, 'atMs' | 'liftedAtMs'>>(
  strikes: readonly S[],
  nowMs: number,
  { expiryDays }: Pick<StrikeTerms, 'expiryDays'>,
): readonly S[] =>
  strikes.filter(
    ({ atMs, liftedAtMs }) => liftedAtMs === null && atMs > nowMs - expiryDays * dayMs,
  );

type Label = Readonly<Record<Locale, string>>;

/**
 * The four circumstances that DSA art. 23(3) asks to weigh before anybody is suspended. Data for a person, not a score:
 * they are never added up.
 */
export interface FourFactors {
  readonly number: { readonly strikes: number; readonly label: Label };
  /** `share` is 0–1 and `null` while nothing was decided. */
  readonly proportion: {
    readonly strikes: number;
    readonly submissions: number;
    readonly share: number | null;
    readonly label: Label;
  };
  /** `mean` runs from 0 (low) to 3 (critical). */
  readonly gravity: {
    readonly highest: Severity | null;
    readonly mean: number | null;
    readonly label: Label;
  };
  readonly intention: {
    /** Strikes after the author had first reached the limit. */
    readonly afterNotice: number;
    /** Strikes in which the text was written around detection. */
    readonly evasive: number;
    readonly transforms: readonly string[];
    readonly label: Label;
  };
}

/** `strikes` are those on record, `submissions` how many of the author's were decided in all. */
export function fourFactors(strikes: readonly Strike[], submissions: number): FourFactors {
  const number = strikes.length;
  const share = submissions > 0 ? Math.min(1, number / submissions) : null;
  return {
    number: { strikes: number, label: numberLabel(number) },
    proportion: {
      strikes: number,
      submissions,
      share,
      label: proportionLabel(number, submissions),
    },
    gravity: gravityOf(strikes),
    intention: intentionOf(strikes),
  };
}

function gravityOf(strikes: readonly Strike[]): FourFactors['gravity'] {
  const steps = strikes.map(({ severity }) => severities.indexOf(severity));
  if (steps.length === 0) return { highest: null, mean: null, label: none };
  const highest = severities[Math.max(...steps)] ?? 'low';
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const label = {
    'zh-CN': `最高严重程度为${severityNames[highest]['zh-CN']}，平均 ${mean.toFixed(1)}（0 为低，3 为严重）`,
    en: `highest severity ${severityNames[highest].en}, mean ${mean.toFixed(1)} (0 is low, 3 is critical)`,
  };
  return { highest, mean, label };
}

function intentionOf(strikes: readonly Strike[]): FourFactors['intention'] {
  const noticedAtMs = Math.min(...strikes.filter(({ reached }) => reached).map(({ atMs }) => atMs));
  const afterNotice = strikes.filter(({ atMs }) => atMs > noticedAtMs).length;
  const evasive = strikes.filter(({ transforms }) => transforms.length > 0);
  const transforms = [...new Set(evasive.flatMap((strike) => strike.transforms))].sort();
  const label = {
    'zh-CN': `通知后又发生 ${afterNotice} 次；${evasive.length} 次带有规避检测的写法`,
    en: `${afterNotice} after notice; ${evasive.length} written to evade detection`,
  };
  return { afterNotice, evasive: evasive.length, transforms, label };
}

const none: Label = { 'zh-CN': '无记录', en: 'nothing on record' };

const numberLabel = (strikes: number): Label =>
  strikes === 0
    ? none
    : {
        'zh-CN': `有效记录 ${strikes} 次`,
        en: `${strikes} ${strikes === 1 ? 'strike' : 'strikes'} on record`,
      };

const proportionLabel = (strikes: number, submissions: number): Label =>
  submissions === 0
    ? { 'zh-CN': '尚无已审结的送审', en: 'nothing decided yet' }
    : {
        'zh-CN': `已审结的 ${submissions} 件送审中有 ${strikes} 件`,
        en: `${strikes} of ${submissions} decided submissions`,
      };

const severityNames: Readonly<Record<Severity, Label>> = {
  low: { 'zh-CN': '低', en: 'low' },
  medium: { 'zh-CN': '中', en: 'medium' },
  high: { 'zh-CN': '高', en: 'high' },
  critical: { 'zh-CN': '严重', en: 'critical' },
};

const dayMs = 86_400_000;
