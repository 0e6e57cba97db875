import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchSources } from './watch-sources.js';

let root: string;
let stop: () => void;
const seen = new Set<string>();

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'assay-watch-'));
  mkdirSync(path.join(root, 'packages/domain/src/policy'), { recursive: true });
  mkdirSync(path.join(root, 'apps/gateway/src'), { recursive: true });
  seen.clear();
  stop = watchSources(root, async (files) => {
    for (const file of files) seen.add(file);
  });
});
afterEach(() => {
  stop();
  rmSync(root, { recursive: true });
});

async function seenAfter(count: number): Promise<string[]> {
  for (let waited = 0; seen.size < count && waited < 5_000; waited += 20) await sleep(20);
  return [...seen].sort();
}

test('sees a changed file right after the start, at any depth, and no tests', async () => {
  writeFileSync(path.join(root, 'packages/domain/src/policy/rule.test.ts'), '');
  writeFileSync(path.join(root, 'packages/domain/src/policy/rule.ts'), '');
  writeFileSync(path.join(root, 'apps/gateway/src/main.ts'), '');
  expect(await seenAfter(2)).toEqual([
    'apps/gateway/src/main.ts',
    'packages/domain/src/policy/rule.ts',
  ]);
});

test('sees what is in a folder that is new, and what changes there later', async () => {
  mkdirSync(path.join(root, 'packages/domain/src/verdict'));
  writeFileSync(path.join(root, 'packages/domain/src/verdict/a.ts'), '');
  expect(await seenAfter(1)).toEqual(['packages/domain/src/verdict/a.ts']);
  seen.clear();
  writeFileSync(path.join(root, 'packages/domain/src/verdict/b.ts'), '');
  expect(await seenAfter(1)).toEqual(['packages/domain/src/verdict/b.ts']);
});

test('sees a file go', async () => {
  writeFileSync(path.join(root, 'packages/domain/src/gone.ts'), '');
  await seenAfter(1);
  seen.clear();
  rmSync(path.join(root, 'packages/domain/src/gone.ts'));
  expect(await seenAfter(1)).toEqual(['packages/domain/src/gone.ts']);
});
