import { displayWidth, fitted } from './display-width.js';

test.each([
  ['abc', 3],
  ['微信', 4],
  ['ＶＸ', 4],
  ['a\u0301', 1],
  ['a\u200bb', 2],
  ['𠀀', 2],
  ['…', 1],
])('%p is %i columns wide', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test.each([
  ['abc', 5, 'abc  '],
  ['abcdef', 4, 'abc…'],
  ['微信号码', 8, '微信号码'],
  ['微信号码', 7, '微信号…'],
  ['微信号码', 6, '微信… '],
  ['加\u200b我\n', 6, '加·我 '],
])('%p fitted into %i columns is %p', (text, columns, expected) => {
  expect(fitted(text, columns)).toBe(expected);
  expect(displayWidth(fitted(text, columns))).toBe(columns);
});
