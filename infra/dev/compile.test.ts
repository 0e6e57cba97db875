import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compileChanged } from './compile.js';
import { dependentServices } from './workspaces.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'assay-compile-'));
  cpSync('.swcrc', path.join(root, '.swcrc'));
  mkdirSync(path.join(root, 'packages/domain/src/policy'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

test('a changed source becomes a program beside the others, a removed one goes', async () => {
  const source = 'packages/domain/src/policy/rule.ts';
  const target = path.join(root, 'packages/domain/dist/policy/rule.js');
  writeFileSync(path.join(root, source), 'export const limit: number = 7;');
  expect(await compileChanged(root, [source])).toEqual([]);
  expect(readFileSync(target, 'utf8')).toContain('export const limit = 7;');
  rmSync(path.join(root, source));
  await compileChanged(root, [source]);
  expect(existsSync(target)).toBe(false);
});

test('what does not compile is said with its file and leaves the last good program', async () => {
  const source = 'packages/domain/src/a.ts';
  const target = path.join(root, 'packages/domain/dist/a.js');
  writeFileSync(path.join(root, source), 'export const a = 1;');
  await compileChanged(root, [source]);
  writeFileSync(path.join(root, source), 'export const a = ;');
  const [problem] = await compileChanged(root, [source]);
  expect(problem).toMatch(/^packages\/domain\/src\/a\.ts: /);
  expect(readFileSync(target, 'utf8')).toContain('export const a = 1;');
});

test('a change restarts the services that contain it and no others', () => {
  const checkout = process.cwd();
  const restarted = (file: string) => [...dependentServices(checkout, [file])].sort();
  expect(restarted('packages/domain/src/x.ts')).toEqual(['gateway', 'review-worker']);
  expect(restarted('apps/gateway/src/x.ts')).toEqual(['gateway']);
  expect(restarted('packages/testing/src/x.ts')).toEqual([]);
});
