import { returnPath } from './return-path.js';

test.each([
  ['/blacklist?state=active&entry=1', '/blacklist?state=active&entry=1'],
  ['/review', '/review'],
  [null, '/'],
  ['', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/..//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/login?from=%2Flogin', '/'],
])('%j leads to %j', (from, path) => {
  expect(returnPath(from)).toBe(path);
});
