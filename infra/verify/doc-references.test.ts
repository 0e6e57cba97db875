import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { docReferenceProblems } from './doc-references.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'assay-docs-'));
  mkdirSync(path.join(root, 'docs'));
  mkdirSync(path.join(root, 'packages/domain/src'), { recursive: true });
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ scripts: { verify: 'x' } }));
  writeFileSync(path.join(root, 'packages/domain/src/a.ts'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ['an existing path', '`packages/domain/src/a.ts` and `packages/domain`'],
  ['an existing script', 'run `npm run verify`'],
  ['a placeholder', '`packages/<name>/src` `packages/*/x.ts` `docs/…`'],
  ['a link on the web', '[a](https://example.org/docs/none.md)'],
  ['a link to a heading', '[a](#heading) [b](../packages/domain/src/a.ts#L3)'],
])('accepts %s', (_what, text) => {
  writeFileSync(path.join(root, 'docs/page.md'), text);
  expect(docReferenceProblems(root)).toEqual([]);
});

test.each([
  ['a path', 'x\n`packages/domain/src/b.ts`', 'docs/page.md:2: no file "packages/domain/src/b.ts"'],
  ['a script', '`npm run fly`', 'docs/page.md:1: no npm script "fly"'],
  ['a link', '[b](./none.md)', 'docs/page.md:1: no file "./none.md"'],
])('reports %s that does not exist', (_what, text, problem) => {
  writeFileSync(path.join(root, 'docs/page.md'), text);
  expect(docReferenceProblems(root)).toEqual([problem]);
});
