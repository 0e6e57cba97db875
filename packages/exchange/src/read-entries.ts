import type { IndicatorKind } from '@assay/domain';
import type { ExchangeFormat } from '@assay/domain';
import { csvReader } from './formats/csv.js';
import { mastodonReader } from './formats/mastodon.js';
import { NdjsonReader } from './formats/ndjson.js';
import { stixReader } from './formats/stix.js';
import { TermsReader } from './formats/terms.js';
import { threatExchangeReader } from './formats/threatexchange.js';
import type { ReadRow, RowReader } from './read-row.js';

export interface ReadOptions {
  readonly format: ExchangeFormat;
  /**
   * csv only: our field name (`expiresAt` or `expires_at`) → column title of the file. With it, only the columns it names
   * are read; without it, columns are found by our field names.
   */
  readonly columns?: Readonly<Record<string, string>>;
  /** csv and terms: the kind of rows that do not say theirs. Without it, terms are terms and csv needs a column. */
  readonly kind?: IndicatorKind;
}

/**
 * Rows in the order of the file, as soon as each is complete; the source is read no faster than the rows are taken. A
 * bad row never stops the good ones. Text that is not of the format ends with one bad row (`The file is not csv.`);
 * nothing but an error of the source itself is thrown. Rows of more than 65,536 UTF-16 units are bad rows.
 *
 *     for await (const row of readEntries(['casino\n', '#note\n'], { format: 'terms' }))
 *       // { ok: true, line: 1, entry: { kind: 'term', value: 'casino' } }
 *
 * Cost: O(text), a few microseconds a row; memory is one piece of the source and one row.
 */
export async function* readEntries(
  text: AsyncIterable<string> | Iterable<string>,
  options: ReadOptions,
): AsyncGenerator<ReadRow, void, undefined> {
  const reader = readers[options.format](options);
  let isFirst = true;
  // A text is iterable too, one character at a time.
  for await (const piece of typeof text === 'string' ? [text] : text) {
    if (piece === '') continue;
    const withoutMark = isFirst && piece.startsWith('\ufeff') ? piece.slice(1) : piece;
    isFirst = false;
    for (const row of reader.read(withoutMark)) yield row;
    if (reader.isOver) return;
  }
  for (const row of reader.end()) yield row;
}

const readers: Readonly<Record<ExchangeFormat, (options: ReadOptions) => RowReader>> = {
  terms: ({ kind }) => new TermsReader(kind),
  csv: ({ columns, kind }) => csvReader({ columns, kind }),
  ndjson: () => new NdjsonReader(),
  mastodon: () => mastodonReader(),
  stix: () => stixReader(),
  threatexchange: () => threatExchangeReader(),
};
