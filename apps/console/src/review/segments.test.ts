import { segmentText } from './segments.js';

test('a text without marks is one plain segment, and an empty text has none', () => {
  expect(segmentText('abc', [])).toEqual([{ text: 'abc', start: 0, reasons: [] }]);
  expect(segmentText('', [])).toEqual([]);
});

test('overlapping marks are cut at every border and name all their reasons', () => {
  const segments = segmentText('abcdefg', [
    { start: 1, end: 5, reason: 0 },
    { start: 3, end: 6, reason: 1 },
  ]);
  expect(segments.map(({ text, reasons }) => [text, ...reasons])).toEqual([
    ['a'],
    ['bc', 0],
    ['de', 0, 1],
    ['f', 1],
    ['g'],
  ]);
});

test('two spans of one reason on the same place name it once', () => {
  const segments = segmentText('ab', [
    { start: 0, end: 2, reason: 4 },
    { start: 0, end: 2, reason: 4 },
  ]);
  expect(segments).toEqual([{ text: 'ab', start: 0, reasons: [4] }]);
});

test('a border inside a surrogate pair moves outwards', () => {
  const segments = segmentText('a😀b', [{ start: 2, end: 4, reason: 0 }]);
  expect(segments.map(({ text }) => text)).toEqual(['a', '😀b']);
});

test('ranges outside the text, empty and reversed ones are harmless', () => {
  const segments = segmentText('abc', [
    { start: -4, end: 1, reason: 0 },
    { start: 2, end: 99, reason: 1 },
    { start: 1, end: 1, reason: 2 },
    { start: 3, end: 0, reason: 3 },
  ]);
  expect(segments.map(({ text, reasons }) => [text, ...reasons])).toEqual([
    ['a', 0],
    ['b'],
    ['c', 1],
  ]);
});

test('the pieces joined are always the text', () => {
  const text = '加V信：ｗｅｉ 👩‍👩‍👧 x\u200by';
  for (let start = -1; start <= text.length + 1; start += 1) {
    for (let end = start; end <= text.length + 1; end += 1) {
      const pieces = segmentText(text, [
        { start, end, reason: 0 },
        { start: start + 1, end: end + 2, reason: 1 },
      ]);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }
  }
});
