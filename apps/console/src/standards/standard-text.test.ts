import { standardText } from './standard-text.js';

test('every word of a version is on a line of its own clause', () => {
  const text = standardText({
    reviewAt: '2027-01-31',
    clauses: [
      {
        id: 'contact',
        category: 'A.3.b',
        title: { 'zh-CN': '联系方式', en: 'Contacts' },
        text: { 'zh-CN': '不得留下。', en: 'None.\nNone at all.' },
        examples: [{ text: 'call me', outcome: 'block', why: 'a number' }],
      },
    ],
  });
  expect(text.split('\n')).toEqual([
    'reviewAt 2027-01-31',
    '',
    '# contact (A.3.b)',
    'zh  联系方式',
    'en  Contacts',
    'zh  不得留下。',
    'en  None.',
    'en  None at all.',
    '  block  call me',
    '    why  a number',
  ]);
});
