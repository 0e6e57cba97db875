import { expect, test } from '@jest/globals';
import { headOf } from './write-evidence.js';

test.each([
  [[], '$ npm run bench   (2026-03-04)'],
  [['claims', '--seed', '1'], '$ npm run bench -- claims --seed 1   (2026-03-04)'],
  [
    ['--write', 'docs/evidence/bench.txt', '--seconds', '5'],
    '$ npm run bench -- --seconds 5   (2026-03-04)',
  ],
])('evidence of %j is headed by its command and day', (args, head) => {
  expect(headOf('bench', args, new Date('2026-03-04T12:00:00Z'))).toBe(head);
});
