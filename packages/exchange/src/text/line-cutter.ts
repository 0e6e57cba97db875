import { maxRowUnits } from '../read-row.js';

export interface Line {
  readonly line: number;
  /** Without its line break; only the beginning of a line that is too long. */
  readonly text: string;
  readonly isTooLong: boolean;
}

/** Cuts text into lines at LF, CRLF and CR, wherever the pieces end. Holds at most one line of `maxRowUnits`. */
export class LineCutter {
  private rest = '';
  private isTooLong = false;
  private isAfterCr = false;
  private line = 1;

  *read(piece: string): Generator<Line> {
    if (piece === '') return;
    let start = this.isAfterCr && piece.startsWith('\n') ? 1 : 0;
    this.isAfterCr = piece.endsWith('\r');
    lineBreak.lastIndex = start;
    for (let found = lineBreak.exec(piece); found !== null; found = lineBreak.exec(piece)) {
      const next = lineBreak.lastIndex;
      this.hold(piece, start, found.index);
      yield this.take();
      start = next;
      lineBreak.lastIndex = next;
    }
    this.hold(piece, start, piece.length);
  }

  /** The last line if no line break ended it. */
  *end(): Generator<Line> {
    if (this.rest !== '') yield this.take();
  }

  private hold(piece: string, start: number, end: number): void {
    if (this.isTooLong) return;
    this.isTooLong = this.rest.length + end - start > maxRowUnits;
    this.rest += piece.slice(start, this.isTooLong ? Math.min(end, start + 100) : end);
  }

  private take(): Line {
    const taken = { line: this.line, text: this.rest, isTooLong: this.isTooLong };
    this.line += 1;
    this.rest = '';
    this.isTooLong = false;
    return taken;
  }
}

const lineBreak = /\r\n|\n|\r/g;
