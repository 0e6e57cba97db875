import type { ExchangedEntry, WrittenEntry } from './exchanged-entry.js';
import { exchangeFormats, type ExchangeFormat } from '@assay/domain';
import { readAll } from './testing/read-all.js';
import { awkwardText, cutUp, randomEntry, seeded } from './testing/random-entries.js';
import { writeEntries } from './write-entries.js';

const random = seeded(20_260_101);
const entries = Array.from({ length: 600 }, (_, at) => randomEntry(random, at));
const weights = {
  block: ['block', 'high'],
  review: ['review', 'medium'],
  restrict: ['review', 'medium'],
  observe: ['observe', 'low'],
} as const;

async function written(list: readonly WrittenEntry[], format: ExchangeFormat) {
  const leftOut: string[] = [];
  let text = '';
  const options = { format, producedAtMs: 1e12, onLeftOut: (id: string) => leftOut.push(id) };
  for await (const piece of writeEntries(list, options)) text += piece;
  return { text, leftOut };
}

const listOrNothing = (items: readonly string[]) => (items.length === 0 ? undefined : items);

/** All that a format can say of an entry without empty texts and lists. */
function whole(entry: WrittenEntry): ExchangedEntry {
  const { id: _i, state: _s, createdAtMs: _c, updatedAtMs: _u, ...said } = entry;
  return {
    ...said,
    scenes: listOrNothing(said.scenes),
    industries: listOrNothing(said.industries),
    note: said.note === '' ? undefined : said.note,
    evidenceReference: said.evidenceReference ?? undefined,
  } as ExchangedEntry;
}

/** What each format keeps of an entry; `undefined` for what it leaves out. */
const kept: Readonly<Record<ExchangeFormat, (entry: WrittenEntry) => object | undefined>> = {
  terms: ({ kind, effect, value }) =>
    kind === 'term' && effect === 'block' && !/^[#\s]|[\r\n]/.test(value)
      ? { kind, value }
      : undefined,
  csv: whole,
  ndjson: (entry) => ({ ...whole(entry), scenes: entry.scenes, industries: entry.industries }),
  mastodon: (entry) => {
    const { kind, value, note } = whole(entry);
    if (kind !== 'domain' || entry.effect !== 'block' || value.includes('*')) return undefined;
    const [action, severity] = weights[entry.action];
    return { kind, value: value.trim(), action, severity, note };
  },
  stix: (entry) => {
    const { effect, ...rest } = whole(entry);
    return effect === 'block' ? rest : undefined;
  },
  threatexchange: (entry) => {
    const { evidenceReference: _reference, ...rest } = whole(entry);
    return entry.kind === 'pattern' ? undefined : rest;
  },
};

describe.each(exchangeFormats)('a %s file', (format) => {
  const living = entries.filter(({ state }) => format !== 'stix' || state !== 'retired');

  test('says what was written, however it is cut up', async () => {
    const { text, leftOut } = await written(living, format);
    const rows = await readAll(cutUp(random, text), { format });
    const expected = living.flatMap((entry) => kept[format](entry) ?? []);
    expect(expected.length).toBeGreaterThan(50);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    expect(rows.map((row) => row.ok && row.entry)).toEqual(expected);
    expect(leftOut).toEqual(
      living.filter((entry) => kept[format](entry) === undefined).map(({ id }) => id),
    );
  });

  test('is the same text every time, and comes in pieces', async () => {
    expect((await written(living, format)).text).toBe((await written(living, format)).text);
    const pieces: number[] = [];
    const many = Array.from({ length: 3000 }, (_value, at) => ({
      ...randomEntry(random, at),
      kind: format === 'mastodon' ? ('domain' as const) : ('term' as const),
      effect: 'block' as const,
      value: `value-${at}.example`,
    }));
    for await (const piece of writeEntries(many, { format, producedAtMs: 0 })) {
      pieces.push(piece.length);
    }
    expect(pieces.length).toBeGreaterThan(1);
    expect(Math.max(...pieces)).toBeLessThan(20_000);
  });

  test('without entries has no rows and no errors', async () => {
    const { text } = await written([], format);
    expect(await readAll([text], { format })).toEqual([]);
  });

  test('that is cut short, mixed up or random never throws', async () => {
    const { text } = await written(living.slice(0, 20), format);
    for (let round = 0; round < 150; round += 1) {
      const at = Math.floor(random() * text.length);
      const end = Math.floor(random() * text.length);
      const broken = text.slice(0, at) + awkwardText(random) + text.slice(end);
      for (const row of await readAll(cutUp(random, broken), { format })) {
        if (row.ok) continue;
        expect(row.value.length).toBeLessThanOrEqual(80);
        expect(row.value.isWellFormed() && !row.value.includes('\0')).toBe(true);
        expect(row.reason).not.toBe('');
      }
    }
  });
});
