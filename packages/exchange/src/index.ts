/**
 * Blacklist entries in files that others can read: text in, rows out, and back. No clock, no randomness, no input or
 * output of its own.
 */
export { fileExtensions, mediaTypes } from './exchange-format.js';
export type { ExchangedEntry, WrittenEntry } from './exchanged-entry.js';
export type { ReadRow } from './read-row.js';
export { readEntries, type ReadOptions } from './read-entries.js';
export { writeEntries, type WriteOptions } from './write-entries.js';
