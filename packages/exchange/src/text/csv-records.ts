import { maxRowUnits, tooLong } from '../read-row.js';

export interface CsvRecord {
  /** The line where the record begins; a record with quoted line breaks has several. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: string | undefined;
}

/**
 * Reads RFC 4180 records wherever the pieces end: LF, CRLF and CR, doubled quotes, quoted line breaks. A quote inside
 * an unquoted cell is text.
 *
 *     cell start ── `"` ──▸ quoted ── `"` ──▸ quote seen ── `"` ──▸ quoted
 *         └───── other ──▸ plain               └── text: a problem ──▸ plain
 *     plain, quote seen ── `,` ──▸ cell start;   ── line break ──▸ the record is complete
 *     any ── too many units ──▸ lost ── line break ──▸ the record is complete, with a problem
 *
 * A missing quote thus costs one record of at most `maxRowUnits`, never the rest of the file, and a record without end
 * no memory. Own code because libraries stop at such a record, and name the line where a record ends.
 */
export class CsvRecords {
  private state: 'cell start' | 'plain' | 'quoted' | 'quote seen' | 'lost' = 'cell start';
  private cells: string[] = [];
  private cell = '';
  private units = 0;
  private problem: string | undefined;
  private line = 1;
  private firstLine = 1;
  private isAfterCr = false;
  private isQuotedCrLast = false;

  *read(piece: string): Generator<CsvRecord> {
    let at = this.isAfterCr && piece.startsWith('\n') ? 1 : 0;
    if (piece !== '') this.isAfterCr = false;
    while (at < piece.length) {
      if (this.state === 'quoted') {
        at = this.readQuoted(piece, at);
        continue;
      }
      const unit = piece.charCodeAt(at);
      if (unit === quote && (this.state === 'cell start' || this.state === 'quote seen')) {
        this.openQuote(piece, at);
        at += 1;
        continue;
      }
      at = this.readPlain(piece, at);
      if (at === piece.length) return;
      if (piece.charCodeAt(at) === comma) {
        this.endCell();
        at += 1;
        continue;
      }
      const isCr = piece.charCodeAt(at) === cr;
      at += 1;
      if (isCr && at === piece.length) this.isAfterCr = true;
      else if (isCr && piece.charCodeAt(at) === lf) at += 1;
      this.line += 1;
      yield this.take();
    }
  }

  /** The last record if no line break ended it. */
  *end(): Generator<CsvRecord> {
    if (this.state === 'quoted') this.problem = 'A quotation mark is never closed.';
    if (this.state !== 'cell start' || this.cells.length > 0) yield this.take();
  }

  private openQuote(piece: string, at: number): void {
    // The second of two quotes in a quoted cell is the text of one.
    const isHeld = this.state === 'cell start' || this.hold(piece, at, at + 1);
    if (isHeld) this.state = 'quoted';
    this.isQuotedCrLast = false;
  }

  private readQuoted(piece: string, start: number): number {
    const found = piece.indexOf('"', start);
    const end = found === -1 ? piece.length : found;
    if (!this.hold(piece, start, end)) return start;
    this.countLines(piece, start, end);
    if (found === -1) return end;
    this.state = 'quote seen';
    return end + 1;
  }

  /** Up to the comma or line break that ends the cell. */
  private readPlain(piece: string, start: number): number {
    const isLost = this.state === 'lost';
    let at = start;
    for (; at < piece.length; at += 1) {
      const unit = piece.charCodeAt(at);
      if (unit === lf || unit === cr || (unit === comma && !isLost)) break;
    }
    if (isLost || at === start) return at;
    if (this.state === 'quote seen') {
      this.problem ??= 'A quotation mark stands inside of a quoted cell.';
    }
    this.state = 'plain';
    this.hold(piece, start, at);
    return at;
  }

  /** False if the record has become too long; what is left of it is then lost. */
  private hold(piece: string, start: number, end: number): boolean {
    this.units += end - start;
    if (this.units > maxRowUnits) {
      this.lose();
      return false;
    }
    const text = piece.slice(start, end);
    this.cell = this.cell === '' ? text : this.cell + text;
    return true;
  }

  private endCell(): void {
    this.cells.push(this.cell);
    this.cell = '';
    this.units += 1;
    this.state = 'cell start';
    if (this.units > maxRowUnits) this.lose();
  }

  private lose(): void {
    this.problem = tooLong;
    this.state = 'lost';
  }

  private countLines(piece: string, start: number, end: number): void {
    for (let at = start; at < end; at += 1) {
      const unit = piece.charCodeAt(at);
      if (unit === cr) this.line += 1;
      else if (unit === lf && !this.isCrBefore(piece, at)) this.line += 1;
    }
    this.isQuotedCrLast = end > start ? piece.charCodeAt(end - 1) === cr : this.isQuotedCrLast;
  }

  private isCrBefore(piece: string, at: number): boolean {
    return at === 0 ? this.isQuotedCrLast : piece.charCodeAt(at - 1) === cr;
  }

  private take(): CsvRecord {
    this.cells.push(this.cell);
    const taken = { line: this.firstLine, cells: this.cells, problem: this.problem };
    this.state = 'cell start';
    this.cells = [];
    this.cell = '';
    this.units = 0;
    this.problem = undefined;
    this.firstLine = this.line;
    this.isQuotedCrLast = false;
    return taken;
  }
}

const quote = 0x22;
const comma = 0x2c;
const lf = 0x0a;
const cr = 0x0d;

/** One record with its line break. Cells are quoted where RFC 4180 asks for it or blanks at an end could get lost. */
export const csvRecord = (cells: readonly string[]): string =>
  `${cells.map((cell) => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;

const needsQuotes = /[",\r\n]|^\s|\s$/;
