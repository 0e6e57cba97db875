/** A half-open range of UTF-16 units with the number of the reason that marked it. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly reason: number;
}

/** A piece of the text under the same reasons, ascending; none for plain text. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly reasons: readonly number[];
}

/**
 * Cuts a text at every border of its marks, so that overlapping marks need no nesting.
 * The pieces joined are the text. Ranges outside it are clamped, and a border inside a surrogate pair
 * moves outwards. O((n + m) log m) for n units and m marks.
 */
export function segmentText(text: string, marks: readonly Mark[]): readonly Segment[] {
  const clean = marks.map((mark) => clamp(text, mark)).filter(({ start, end }) => end > start);
  const borders = [
    ...new Set([0, text.length, ...clean.flatMap(({ start, end }) => [start, end])]),
  ];
  borders.sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, index) => {
    const end = borders[index + 1] ?? text.length;
    const covering = clean.filter((mark) => mark.start < end && mark.end > start);
    const reasons = [...new Set(covering.map(({ reason }) => reason))].sort((a, b) => a - b);
    return { text: text.slice(start, end), start, reasons };
  });
}

function clamp(text: string, { start, end, reason }: Mark): Mark {
  const from = Math.min(Math.max(start, 0), text.length);
  const to = Math.min(Math.max(end, 0), text.length);
  return {
    start: splitsPair(text, from) ? from - 1 : from,
    end: splitsPair(text, to) ? to + 1 : to,
    reason,
  };
}

function splitsPair(text: string, index: number): boolean {
  if (index === 0 || index >= text.length) return false;
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
