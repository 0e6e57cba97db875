import type { ExchangedEntry } from './exchanged-entry.js';

/**
 * One row of a file. `line` is the line where the row begins, counted from 1; in STIX and ThreatExchange files it is
 * the ordinal number of the object. `value` is the beginning of what was there, at most 80 UTF-16 units, always text
 * that can be stored (no U+0000, no lone surrogate).
 */
export type ReadRow =
  | { readonly ok: true; readonly line: number; readonly entry: ExchangedEntry }
  | { readonly ok: false; readonly line: number; readonly value: string; readonly reason: string };

/** What a row comes to. */
export type Judged =
  | { readonly ok: true; readonly entry: ExchangedEntry }
  | { readonly ok: false; readonly reason: string };

/** Takes a file piece by piece and gives its rows as soon as they are complete. */
export interface RowReader {
  read(piece: string): Iterable<ReadRow>;
  /** What the end of the file completes. Not asked of a reader that is over. */
  end(): Iterable<ReadRow>;
  /** True once nothing behind can be read. */
  readonly isOver: boolean;
}

/** More than any entry needs; longer rows are errors, so that no file decides how much memory is used. */
export const maxRowUnits = 65_536;

export const tooLong = `The row is longer than ${maxRowUnits} characters.`;

const maxShownUnits = 80;

/** The beginning of a text from a file, fit for storage and for a message. */
export const shown = (text: string, maxUnits = maxShownUnits): string =>
  text.slice(0, maxUnits).replaceAll('\0', '\ufffd').toWellFormed();

export interface BadRow {
  readonly line: number;
  readonly value: string;
  readonly reason: string;
}

export const badRow = ({ line, value, reason }: BadRow): ReadRow => ({
  ok: false,
  line,
  value: shown(value),
  reason,
});

/** A judged row at its place. `value` is what a message may show of it. */
export const rowOf = (line: number, judged: Judged, value: string): ReadRow =>
  judged.ok
    ? { ok: true, line, entry: judged.entry }
    : badRow({ line, value, reason: judged.reason });

export const refused = (reason: string): { readonly ok: false; readonly reason: string } => ({
  ok: false,
  reason,
});
