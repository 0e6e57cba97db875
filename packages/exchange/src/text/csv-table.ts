import { badRow, refused, rowOf, type Judged, type ReadRow, type RowReader } from '../read-row.js';
import { CsvRecords, type CsvRecord } from './csv-records.js';
import { unguardFormula } from './formula-guard.js';

export type Found<Columns> =
  | { readonly ok: true; readonly columns: Columns }
  | { readonly ok: false; readonly reason: string };

export interface Table<Columns> {
  readonly format: string;
  /** Finds its columns among the titles of the header, which are trimmed and in lower case. */
  readonly find: (titles: readonly string[]) => Found<Columns>;
  readonly judge: (cells: readonly string[], columns: Columns) => Judged;
  /** What a message shows of a row. */
  readonly show: (cells: readonly string[], columns: Columns) => string;
}

/** Rows of a CSV file with a header line. A header that does not do is the end of the file; empty lines are no rows. */
export class TableReader<Columns> implements RowReader {
  isOver = false;
  private readonly records = new CsvRecords();
  private header: { readonly width: number; readonly columns: Columns } | undefined;

  constructor(private readonly table: Table<Columns>) {}

  *read(piece: string): Generator<ReadRow> {
    for (const record of this.records.read(piece)) {
      const row = this.rowOf(record);
      if (row !== undefined) yield row;
      if (this.isOver) return;
    }
  }

  *end(): Generator<ReadRow> {
    for (const record of this.records.end()) {
      const row = this.rowOf(record);
      if (row !== undefined) yield row;
    }
    if (this.header !== undefined || this.isOver) return;
    yield badRow({ line: 1, value: '', reason: `The file is not ${this.table.format}.` });
  }

  private rowOf(record: CsvRecord): ReadRow | undefined {
    const { cells, line } = record;
    if (cells.length === 1 && cells[0] === '' && record.problem === undefined) return undefined;
    if (this.header === undefined) return this.readHeader(record);
    const { width, columns } = this.header;
    if (record.problem === undefined && cells.length === width) {
      return rowOf(line, this.table.judge(cells, columns), this.table.show(cells, columns));
    }
    const reason =
      record.problem ?? `The row has ${cells.length} columns, the header has ${width}.`;
    return badRow({ line, value: cells.slice(0, 80).join(','), reason });
  }

  private readHeader({ cells, line, problem }: CsvRecord): ReadRow | undefined {
    const titles = cells.map(titleOf);
    const found =
      problem === undefined
        ? this.table.find(titles)
        : refused(`The file is not ${this.table.format}.`);
    if (found.ok) {
      this.header = { width: cells.length, columns: found.columns };
      return undefined;
    }
    this.isOver = true;
    return badRow({ line, value: cells.slice(0, 80).join(','), reason: found.reason });
  }
}

/** Titles are compared in this form. */
export const titleOf = (cell: string): string => unguardFormula(cell).trim().toLowerCase();

/** Place of a column; `undefined` if there is none; a reason if it stands there more than once. */
export function placeOf(
  titles: readonly string[],
  title: string,
): { readonly at: number | undefined } | { readonly reason: string } {
  const at = titles.indexOf(title);
  if (at === -1) return { at: undefined };
  return titles.includes(title, at + 1)
    ? { reason: `The header has more than one column "${title}".` }
    : { at };
}

/** The text of a cell, without what guards it against being run. */
export const cellAt = (cells: readonly string[], at: number | undefined): string | undefined =>
  at === undefined ? undefined : unguardFormula(cells[at] ?? '');
