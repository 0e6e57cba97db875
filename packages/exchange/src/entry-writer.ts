import type { WrittenEntry } from './exchanged-entry.js';

/** Makes the text of one file. `entry` gives `undefined` for what the format cannot carry. */
export interface EntryWriter {
  begin(): string;
  entry(entry: WrittenEntry): string | undefined;
  end(): string;
}
