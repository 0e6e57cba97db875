const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d)))?$/;

/**
 * Epoch milliseconds of an ISO 8601 date (its first moment in UTC) or time with a zone; `undefined` for anything else.
 * A time without a zone is refused: what it means depends on whose machine reads it.
 */
export function isoTimeMs(text: string): number | undefined {
  const found = isoTime.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [hour, minute, second] = [
    Number(found[4] ?? 0),
    Number(found[5] ?? 0),
    Number(found[6] ?? 0),
  ];
  // Date.UTC takes years before 100 for the 20th century and carries days that a month does not have.
  if (year < 100 || month < 1 || month > 12 || day < 1 || (day > 28 && day > daysOf(year, month))) {
    return undefined;
  }
  const [offsetHours, offsetMinutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) {
    return undefined;
  }
  const milliseconds = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000 * (found[8] === '-' ? -1 : 1);
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offsetMs;
}

const daysOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** `2026-01-31T00:00:00.000Z` */
export const isoTimeOf = (ms: number): string => new Date(ms).toISOString();
