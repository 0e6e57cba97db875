import { exchangeFormats, type ExchangeFormat } from '@assay/domain';
import type { WrittenEntry } from './exchanged-entry.js';
import { readEntries } from './read-entries.js';
import { heldBytes } from './testing/heap.js';
import { randomEntry, seeded } from './testing/random-entries.js';
import { writeEntries } from './write-entries.js';

interface Watch {
  readonly format: ExchangeFormat;
  readonly rowCount: number;
  readonly onRow?: (read: number, made: number) => void;
}

/** Writes and reads a file that exists nowhere as a whole, and returns how many rows came back. */
async function readGenerated({ format, rowCount, onRow }: Watch): Promise<number> {
  const example = randomEntry(seeded(1), 1);
  const kind = format === 'mastodon' ? 'domain' : 'term';
  let made = 0;
  function* entries(): Generator<WrittenEntry> {
    for (; made < rowCount; made += 1) {
      const value = `value-${made}.example`;
      yield { ...example, kind, value, effect: 'block', state: 'active' };
    }
  }
  let read = 0;
  const file = writeEntries(entries(), { format, producedAtMs: 0 });
  for await (const row of readEntries(file, { format })) {
    if (!row.ok) throw new Error(row.reason);
    read += 1;
    onRow?.(read, made);
  }
  return read;
}

test.each(exchangeFormats)(
  'rows of a %s file come while it is still being written',
  async (format) => {
    let mostAhead = 0;
    const onRow = (read: number, made: number) => {
      mostAhead = Math.max(mostAhead, made - read);
    };
    expect(await readGenerated({ format, rowCount: 10_000, onRow })).toBe(10_000);
    expect(mostAhead).toBeLessThan(2000);
  },
);

test('300,000 rows of csv, some 60 MB, hold no memory', async () => {
  const before = heldBytes();
  let most = 0;
  const onRow = (read: number) => {
    if (read % 30_000 === 0) most = Math.max(most, heldBytes() - before);
  };
  expect(await readGenerated({ format: 'csv', rowCount: 300_000, onRow })).toBe(300_000);
  expect(most).toBeLessThan(5_000_000);
}, 60_000);
