import { displayWidth } from './display-width.js';
import { resultTable, type Row } from './table.js';

const row: Row = {
  scene: 'chat',
  text: '加我微信，拉你进群',
  result: 'block',
  decidedBy: 'machine',
  reasons: [{ category: 'A.3.e', rule: 'contact-bait' }],
  ms: 12.4,
};

test('every line is equally wide', () => {
  const rows: Row[] = [
    row,
    { ...row, text: 'x'.repeat(99), result: 'waiting', decidedBy: undefined, ms: undefined },
  ];
  const widths = resultTable(rows, 'plain').split('\n').map(displayWidth);
  expect(new Set(widths).size).toBe(1);
});

test('a line says what was decided, why, by whom and how fast', () => {
  const line = resultTable([row], 'plain').split('\n')[2];
  expect(line).toMatch(
    /chat +加我微信，拉你进群 +拦截 block +A\.3\.e contact-bait +机审 machine +12$/,
  );
});

test('what waits for people says so, and a blacklist hit names its entry', () => {
  const reasons = [
    { category: 'A.3.e', rule: 'blacklist', entry: '0198c0de-0000-7000-8000-000000000000' },
  ];
  const line = resultTable(
    [{ ...row, result: 'waiting', decidedBy: undefined, reasons }],
    'plain',
  ).split('\n')[2];
  expect(line).toContain('待人审 review');
  expect(line).toContain('等待人员 people');
  expect(line).toContain('黑名单 0198c0de');
});

test('colours only what was asked to be coloured', () => {
  expect(resultTable([row], 'coloured')).toContain('\u001b[31m');
  expect(resultTable([row], 'plain')).not.toContain('\u001b');
});
