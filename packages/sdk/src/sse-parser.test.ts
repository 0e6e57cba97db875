import { SseParser } from './sse-parser.js';

const stream = [
  'retry: 1500\n',
  ': hello\r\n\r\n',
  'id: 1-1\nevent: verdict.created\ndata: {"a":\ndata: 1}\n\n',
  'data: 第二\r\n\r\n',
  'id: 1-3\rdata\r\r',
  'data: never finished\n',
].join('');
const expected = [
  { id: '1-1', event: 'verdict.created', data: '{"a":\n1}' },
  { id: '1-1', event: 'message', data: '第二' },
  { id: '1-3', event: 'message', data: '' },
];

test.each([1, 2, 3, 5, 7, 1000])('finds the same messages in chunks of %i units', (size) => {
  const parser = new SseParser();
  const found = [];
  for (let at = 0; at < stream.length; at += size)
    found.push(...parser.push(stream.slice(at, at + size)));
  expect(found).toEqual(expected);
  expect(parser.retryMs).toBe(1500);
});

test('ignores an id with U+0000 and a retry that is not a number', () => {
  const parser = new SseParser();
  expect(parser.push('id: a\0b\nretry: 1s\ndata: x\n\n')).toEqual([
    { id: undefined, event: 'message', data: 'x' },
  ]);
  expect(parser.retryMs).toBeUndefined();
});

test('an id counts once its message is complete, with or without data', () => {
  const parser = new SseParser();
  expect(parser.push('id: 1\n\nid: 2\ndata: unfinished\n')).toEqual([]);
  expect(parser.lastEventId).toBe('1');
  expect(parser.push('\n')).toEqual([{ id: '2', event: 'message', data: 'unfinished' }]);
  expect(parser.lastEventId).toBe('2');
});
