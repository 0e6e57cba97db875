import { readStandardFile } from './read-standard-file.js';

const file = {
  format: 'assay-standard@1',
  standard: { name: 'contacts', title: { 'zh-CN': '联系', en: 'Contacts' }, taxonomy: 'gb45654' },
  clauses: [
    {
      id: 'contact',
      category: 'A.3.b',
      title: { 'zh-CN': '联系方式', en: 'Contacts' },
      text: { 'zh-CN': '不得留下。', en: 'None.' },
    },
  ],
  reviewAt: '2027-01-31',
};

test('an exported standard is read with its clauses', () => {
  const read = readStandardFile(JSON.stringify(file));
  expect(read).toMatchObject({ ok: true, file: { clauses: [{ examples: [] }], goldItems: [] } });
});

test('a file that is no JSON, or of another format, says what is wrong', () => {
  expect(readStandardFile('{')).toMatchObject({ ok: false, problems: [expect.any(String)] });
  const other = readStandardFile(JSON.stringify({ ...file, format: 'assay-standard@2' }));
  expect(other).toMatchObject({ ok: false, problems: [expect.stringContaining('/format')] });
});
