import { entryOf } from '../entry-of.js';
import type { EntryWriter } from '../entry-writer.js';
import { refused, rowOf, tooLong, type Judged, type ReadRow, type RowReader } from '../read-row.js';
import { LineCutter, type Line } from '../text/line-cutter.js';
import { isoTimeOf } from '../text/iso-time.js';

// One JSON object a line with our field names, times in ISO 8601; other names and blank lines do not count.

export class NdjsonReader implements RowReader {
  readonly isOver = false;
  private readonly lines = new LineCutter();

  *read(piece: string): Generator<ReadRow> {
    for (const line of this.lines.read(piece)) {
      if (line.isTooLong || line.text.trim() !== '') yield lineRow(line);
    }
  }

  *end(): Generator<ReadRow> {
    for (const line of this.lines.end()) {
      if (line.isTooLong || line.text.trim() !== '') yield lineRow(line);
    }
  }
}

const lineRow = ({ line, text, isTooLong }: Line): ReadRow =>
  rowOf(line, isTooLong ? refused(tooLong) : judge(text), text);

function judge(text: string): Judged {
  const said = parsed(text);
  if (said === undefined) return refused('The line is not JSON.');
  if (typeof said !== 'object' || said === null || Array.isArray(said)) {
    return refused('The line is no JSON object.');
  }
  return entryOf(said);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const ndjsonWriter: EntryWriter = {
  begin: () => '',
  entry: (entry) => {
    const line = {
      id: entry.id,
      kind: entry.kind,
      value: entry.value,
      effect: entry.effect,
      category: entry.category,
      severity: entry.severity,
      action: entry.action,
      confidence: entry.confidence,
      scenes: entry.scenes,
      industries: entry.industries,
      validFrom: isoTimeOf(entry.validFromMs),
      expiresAt: isoTimeOf(entry.expiresAtMs),
      note: entry.note,
      evidenceReference: entry.evidenceReference,
      state: entry.state,
      createdAt: isoTimeOf(entry.createdAtMs),
      updatedAt: isoTimeOf(entry.updatedAtMs),
    };
    return `${JSON.stringify(line)}\n`;
  },
  end: () => '',
};
