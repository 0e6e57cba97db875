import { readEntries, type ReadOptions } from '../read-entries.js';
import type { ReadRow } from '../read-row.js';

export async function readAll(
  text: AsyncIterable<string> | Iterable<string>,
  options: ReadOptions,
): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const row of readEntries(text, options)) rows.push(row);
  return rows;
}

/** Short form for tables of cases: `3 term casino` or `3 ! reason`. */
export const summary = (rows: readonly ReadRow[]): string[] =>
  rows.map((row) =>
    row.ok ? `${row.line} ${row.entry.kind} ${row.entry.value}` : `${row.line} ! ${row.reason}`,
  );
