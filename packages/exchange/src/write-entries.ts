import type { EntryWriter } from './entry-writer.js';
import type { ExchangeFormat } from '@assay/domain';
import type { WrittenEntry } from './exchanged-entry.js';
import { csvWriter } from './formats/csv.js';
import { mastodonWriter } from './formats/mastodon.js';
import { ndjsonWriter } from './formats/ndjson.js';
import { stixWriter } from './formats/stix.js';
import { termsWriter } from './formats/terms.js';
import { threatExchangeWriter } from './formats/threatexchange.js';

export interface WriteOptions {
  readonly format: ExchangeFormat;
  /** Epoch milliseconds; the same entries at the same moment give the same file. */
  readonly producedAtMs: number;
  /** Told the id of every entry that the format cannot carry, such as a pattern in a Mastodon file. */
  readonly onLeftOut?: (id: string) => void;
}

/**
 * Text of the file in pieces of some 16,000 UTF-16 units; entries are taken no faster than the pieces are.
 *
 * Left out: in `terms` and `mastodon` other kinds, allow entries and values that would be read otherwise; in `csv`
 * entries with `;` in a scene or industry; in `stix` allow entries and ids that are no UUIDs; in `threatexchange`
 * patterns. STIX and ThreatExchange round the confidence to hundredths; Mastodon files have neither confidence nor
 * times. Cost: O(entries), a few microseconds each.
 */
export async function* writeEntries(
  entries: AsyncIterable<WrittenEntry> | Iterable<WrittenEntry>,
  { format, producedAtMs, onLeftOut }: WriteOptions,
): AsyncGenerator<string, void, undefined> {
  const writer = writers[format](producedAtMs);
  let piece = writer.begin();
  for await (const entry of entries) {
    const text = writer.entry(entry);
    if (text === undefined) onLeftOut?.(entry.id);
    else piece += text;
    if (piece.length < pieceUnits) continue;
    yield piece;
    piece = '';
  }
  piece += writer.end();
  if (piece !== '') yield piece;
}

const pieceUnits = 16_384;

const writers: Readonly<Record<ExchangeFormat, (producedAtMs: number) => EntryWriter>> = {
  terms: () => termsWriter,
  csv: () => csvWriter,
  ndjson: () => ndjsonWriter,
  mastodon: () => mastodonWriter,
  stix: stixWriter,
  threatexchange: () => threatExchangeWriter(),
};
