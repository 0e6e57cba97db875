const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `3 hr`, `12.5 min`: a span in the largest unit it fills, for figures that need no more than that. */
export function spanText(spanMs: number, language: string): string {
  const seconds = Math.max(0, spanMs / 1000);
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? units[3];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: seconds / size < 10 && size > 1 ? 1 : 0,
  }).format(seconds / size);
}
