import type { IndicatorKind } from '@assay/domain';
import { entryOf } from '../entry-of.js';
import type { EntryWriter } from '../entry-writer.js';
import { refused, rowOf, tooLong, type ReadRow, type RowReader } from '../read-row.js';
import { LineCutter, type Line } from '../text/line-cutter.js';

// One value a line; blank lines and lines that start with `#` are no rows; blanks around a value do not count.

export class TermsReader implements RowReader {
  readonly isOver = false;
  private readonly lines = new LineCutter();

  constructor(private readonly kind: IndicatorKind = 'term') {}

  *read(piece: string): Generator<ReadRow> {
    for (const line of this.lines.read(piece)) yield* this.rowsOf(line);
  }

  *end(): Generator<ReadRow> {
    for (const line of this.lines.end()) yield* this.rowsOf(line);
  }

  private *rowsOf({ line, text, isTooLong }: Line): Generator<ReadRow> {
    const value = text.trim();
    if (!isTooLong && (value === '' || value.startsWith('#'))) return;
    const judged = isTooLong ? refused(tooLong) : entryOf({ value }, this.kind);
    yield rowOf(line, judged, value);
  }
}

/** Only the values of entries that block: an allow entry among them would be read as its opposite. */
export const termsWriter: EntryWriter = {
  begin: () => '',
  entry: ({ kind, effect, value }) =>
    kind === 'term' && effect === 'block' && isOneLine.test(value) ? `${value}\n` : undefined,
  end: () => '',
};

// Neither a comment nor blanks that reading takes off.
const isOneLine = /^(?![#\s\ufeff])[^\r\n]*(?<![\s\ufeff])$/u;
