import { parse } from 'csv-parse/sync';
import { awkwardText, cutUp, pick, seeded } from '../testing/random-entries.js';
import { CsvRecords, csvRecord, type CsvRecord } from './csv-records.js';

function read(pieces: Iterable<string>): CsvRecord[] {
  const reader = new CsvRecords();
  const records: CsvRecord[] = [];
  for (const piece of pieces) records.push(...reader.read(piece));
  return [...records, ...reader.end()];
}

const short = (records: readonly CsvRecord[]) =>
  records.map(({ line, cells, problem }) =>
    problem === undefined ? [line, ...cells] : [line, '!', problem],
  );

test.each<[string, string, (string | number)[][]]>([
  [
    'line breaks of all kinds',
    'a,b\nc,d\r\ne,f\rg,h',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
      [3, 'e', 'f'],
      [4, 'g', 'h'],
    ],
  ],
  [
    'quoted line breaks',
    '"a\r\nb\nc\rd",x\ny',
    [
      [1, 'a\r\nb\nc\rd', 'x'],
      [5, 'y'],
    ],
  ],
  ['quotes in quoted cells', '"a ""b""",""""\n', [[1, 'a "b"', '"']]],
  ['quotes in plain cells', 'a"b,c""\n', [[1, 'a"b', 'c""']]],
  [
    'empty cells and lines',
    ',\n\n"",',
    [
      [1, '', ''],
      [2, ''],
      [3, '', ''],
    ],
  ],
  [
    'text behind a quoted cell',
    '"a"b,c\nd,e',
    [
      [1, '!', 'A quotation mark stands inside of a quoted cell.'],
      [2, 'd', 'e'],
    ],
  ],
  [
    'a quote that is never closed',
    'a\n"b\nc',
    [
      [1, 'a'],
      [2, '!', 'A quotation mark is never closed.'],
    ],
  ],
])('reads %s', (_what, text, expected) => {
  expect(short(read([text]))).toEqual(expected);
  expect(short(read(text))).toEqual(expected);
});

test('a missing quote costs one record, not the rest of the file', () => {
  const filler = 'row,row\n'.repeat(9000);
  const records = short(read([`a,"b\n${filler}`, 'last,one\n']));
  expect(records[0]?.slice(0, 2)).toEqual([1, '!']);
  expect(records.at(-1)).toEqual([9002, 'last', 'one']);
});

test('a record without end is one bad record, and the one behind it is good', () => {
  function* endless() {
    for (let round = 0; round < 2000; round += 1) yield 'x,'.repeat(25_000);
    yield '\nnext\n';
  }
  expect(short(read(endless()))).toEqual([
    [1, '!', 'The row is longer than 65536 characters.'],
    [2, 'next'],
  ]);
});

test('reads what another reader reads', () => {
  const random = seeded(99);
  for (let round = 0; round < 300; round += 1) {
    const width = 1 + Math.floor(random() * 4);
    const rows = Array.from({ length: 8 }, () =>
      Array.from({ length: width }, () => pick(random, ['', `${awkwardText(random)}z`])),
    );
    const text = rows.map(csvRecord).join('').replaceAll('\ufeff', '');
    const others = parse(text, { record_delimiter: ['\r\n'], relax_column_count: true });
    expect(read(cutUp(random, text)).map(({ cells }) => cells)).toEqual(others);
  }
});
