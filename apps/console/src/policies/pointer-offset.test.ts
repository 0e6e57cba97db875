import { lineOfOffset, pointerOffset } from './pointer-offset.js';

const json = `{
  "rules": [
    { "id": "a", "terms": ["x,]", "\\"}"] },
    { "id": "b" }
  ],
  "a/b": 1,
  "m~n": { "deep": [true, [2, 3]] },
  "routing": null
}`;
const found = (pointer: string) => json.slice(pointerOffset(json, pointer)).split('\n')[0];

test.each([
  ['', '{'],
  ['/rules/0/id', '"a", "terms": ["x,]", "\\"}"] },'],
  ['/rules/0/terms/1', '"\\"}"] },'],
  ['/rules/1/id', '"b" }'],
  ['/a~1b', '1,'],
  ['/m~0n/deep/1/1', '3]] },'],
  ['/routing', 'null'],
])('%s begins at its value', (pointer, expected) => {
  expect(found(pointer)).toBe(expected);
});

test('a missing key leads to the object that lacks it', () => {
  expect(found('/rules/1/category')).toBe('{ "id": "b" }');
  expect(found('/routing/queue')).toBe('null');
});

test('lines count from one', () => {
  expect(lineOfOffset(json, pointerOffset(json, '/rules/1'))).toBe(4);
});
