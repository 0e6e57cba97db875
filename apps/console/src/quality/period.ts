export const shownDays = ['7', '30', '90', '365'] as const;
export type ShownDays = (typeof shownDays)[number];

const dayMs = 86_400_000;

export const daysFrom = (word: string | undefined): ShownDays =>
  shownDays.find((days) => days === word) ?? '30';

/** The last so many days up to now, as the wire wants it. */
export const lastDays = (
  days: ShownDays,
  nowMs: number,
): { readonly since: string; readonly until: string } => ({
  since: new Date(nowMs - Number(days) * dayMs).toISOString(),
  until: new Date(nowMs).toISOString(),
});

/** The word of a list that the address says, else its first one. */
export const oneOf = <T extends string>(words: readonly T[], word: string | undefined): T =>
  words.find((known) => known === word) ?? (words[0] as T);
