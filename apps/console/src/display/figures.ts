/** A share 0–1 with its interval, as people read it. */
export interface Share {
  /** Absent or `null` when nothing was counted. */
  readonly estimate?: number | null | undefined;
  readonly low: number | null;
  readonly high: number | null;
}

/** `0.34%`, `12.5%`: two decimals only where one would hide the figure. */
export function percentText(share: number, language: string): string {
  const fine = share > 0 && share < 0.01;
  return new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: fine ? 2 : 1,
  }).format(share);
}

/** `97.1% (92%–99.1%)`; a share that nobody measured is nothing. */
export function shareText(
  { estimate, low, high }: Share,
  language: string,
): { readonly estimate: string; readonly interval: string } | undefined {
  if (estimate === null || estimate === undefined || low === null || high === null)
    return undefined;
  return {
    estimate: percentText(estimate, language),
    interval: `${percentText(low, language)}–${percentText(high, language)}`,
  };
}

/** A coefficient up to 1 with its interval, to two decimals. */
export function coefficientText({
  estimate,
  low,
  high,
}: Share): { readonly estimate: string; readonly interval: string } | undefined {
  if (estimate === null || estimate === undefined) return undefined;
  const interval = low === null || high === null ? '' : `${fixed(low)}, ${fixed(high)}`;
  return { estimate: fixed(estimate), interval };
}

const fixed = (value: number): string => value.toFixed(2).replace('-', '−');

/** Where a value lies between the ends of a scale, 0–1; outside values stop at the ends. */
export const placeOn = (value: number, [from, to]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));
