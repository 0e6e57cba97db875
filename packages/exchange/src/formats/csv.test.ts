import { readAll, summary } from '../testing/read-all.js';

const read = async (text: string, rest: object = {}) => readAll([text], { format: 'csv', ...rest });

test('reads every field', async () => {
  const text =
    '\ufeffkind,value,effect,category,severity,action,confidence,scenes,industries,valid_from,expires_at,note,evidence_reference,id,state\r\n' +
    'Domain,bad.example,allow,fraud,HIGH,review,0.25,chat; feed;,finance,2026-01-01,2027-01-01T00:00:00+08:00,"a, b",case-1,x,active\r\n';
  expect(await read(text)).toEqual([
    {
      ok: true,
      line: 2,
      entry: {
        kind: 'domain',
        value: 'bad.example',
        effect: 'allow',
        category: 'fraud',
        severity: 'high',
        action: 'review',
        confidence: 0.25,
        scenes: ['chat', 'feed'],
        industries: ['finance'],
        validFromMs: Date.UTC(2026, 0, 1),
        expiresAtMs: Date.UTC(2026, 11, 31, 16),
        note: 'a, b',
        evidenceReference: 'case-1',
      },
    },
  ]);
});

test('columns are found by the titles that the caller gives', async () => {
  const columns = { value: 'Bad Word', expiresAt: 'until', evidence_reference: 'Case' };
  const text = 'id,BAD word,until,value,case\n1,casino,2027-01-01,ignored,c-7\n';
  expect(await read(text, { columns, kind: 'term' })).toEqual([
    {
      ok: true,
      line: 2,
      entry: {
        kind: 'term',
        value: 'casino',
        expiresAtMs: Date.UTC(2027, 0, 1),
        evidenceReference: 'c-7',
      },
    },
  ]);
});

test.each<[string, string, object, string]>([
  ['without a value column', 'kind,word', {}, 'The file is not csv: it has no column "value".'],
  ['without kinds', 'value,x', {}, 'The file is not csv: it has no column "kind".'],
  ['with a title twice', 'kind,value,Value', {}, 'The header has more than one column "value".'],
  [
    'without a mapped column',
    'a,c',
    { columns: { value: 'b' } },
    'The file is not csv: it has no column "b".',
  ],
  [
    'mapped by an unknown field',
    'a,b',
    { columns: { constructor: 'a' } },
    'An entry has no field "constructor".',
  ],
  ['with a broken header', '"kind"x,value', {}, 'The file is not csv.'],
])('a file %s ends with one bad row', async (_what, header, options, reason) => {
  expect(summary(await read(`${header}\nterm,casino\n`, options))).toEqual([`1 ! ${reason}`]);
});

test('a file without a header is no csv', async () => {
  expect(summary(await read('\n\n'))).toEqual(['1 ! The file is not csv.']);
});

test.each([
  ['term,casino,,', '2 term casino'],
  [',casino,,', '2 ! The row does not say its kind.'],
  ['term,,,', '2 ! The row has no value.'],
  ['term,"  ",,', '2 ! The row has no value.'],
  ['term', '2 ! The row has 1 columns, the header has 4.'],
  ['term,casino,,,', '2 ! The row has 5 columns, the header has 4.'],
  ['account,casino,,', '2 ! There is no kind "account".'],
  ['term,casino,1.5,', '2 ! The confidence is no number in the range of the format.'],
  ['term,casino,high,', '2 ! The confidence is no number in the range of the format.'],
  ['term,casino,,tomorrow', '2 ! The expiry is no ISO 8601 date or time with a zone.'],
  ['term,"cas"ino,,', '2 ! A quotation mark stands inside of a quoted cell.'],
  ["term,'=1+1,,", '2 term =1+1'],
  ["term,'casino,,", "2 term 'casino"],
])('the row %j gives %j and does not stop the next one', async (row, expected) => {
  const rows = await read(`kind,value,confidence,expires_at\n${row}\nterm,next,,\n`);
  expect(summary(rows)).toEqual([expected, '3 term next']);
});

test('a bad row tells the line where it begins', async () => {
  const text = 'kind,value\nterm,"a\nb"\nterm,x,y\n';
  expect(summary(await read(text))).toEqual([
    '2 term a\nb',
    '4 ! The row has 3 columns, the header has 2.',
  ]);
});
