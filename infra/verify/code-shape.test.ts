import { sourceProblems } from './code-shape.js';
import { nameProblems } from './names.js';

const pure = 'packages/domain/src/x.ts';

test.each([
  ['six constructor parameters', 'class A { constructor(a: B, b: B, c: B, d: B, e: B, f: B) {} }'],
  ['four function parameters', 'function a(b: 1, c: 2, d: 3, e: 4) {}'],
  ['a catch without a statement', 'try { a(); } catch { /* fine */ }'],
  ['process.env in a store', 'const a = process.env.PORT;'],
])('reports %s', (_what, text) => {
  expect(sourceProblems('packages/database/src/x.ts', text)).toHaveLength(1);
});

test.each([
  ['await', 'export async function a() { await b; }'],
  ['Date.now', 'const now = Date.now();'],
  ['new Date()', 'const now = new Date();'],
  ['Math.random', 'const a = Math.random();'],
  ['a timer', 'setTimeout(a, 1);'],
])('reports %s in a pure package, and not in another one', (_what, text) => {
  expect(sourceProblems(pure, text)).toHaveLength(1);
  expect(sourceProblems('packages/queue/src/x.ts', text)).toEqual([]);
});

test('says file and line', () => {
  expect(sourceProblems(pure, '\n\nconst a = Math.random();')).toEqual([
    `${pure}:3: chance in a pure package`,
  ]);
});

test('a date made from a value is pure', () => {
  expect(sourceProblems(pure, 'const at = new Date(value);')).toEqual([]);
});

test.each([
  'packages/domain/src/utils/a.ts',
  'packages/domain/src/helpers.ts',
  'packages/domain/src/aB.ts',
  'packages/domain/src/a.manager.ts',
  'packages/domain/src/policy/index.ts',
])('does not accept the name %s', (file) => {
  expect(nameProblems([file])).toHaveLength(1);
});

test.each([
  'packages/domain/src/index.ts',
  'packages/database/src/verdict/verdict.entity.ts',
  'packages/database/src/verdict/verdict.store.test.ts',
  'apps/console/src/app.tsx',
])('accepts the name %s', (file) => {
  expect(nameProblems([file])).toEqual([]);
});
