// Jest's setup runs before its own transforms apply to ES modules, and must not wait for a build: the few
// files it needs are compiled here.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';

const root = path.resolve(import.meta.dirname, '../..');

export async function loadWorkspace(folder) {
  const source = path.join(root, folder, 'src');
  const target = path.join(root, folder, 'node_modules/.jest', String(process.pid));
  mkdirSync(target, { recursive: true });
  const files = readdirSync(source).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'));
  await Promise.all(files.map((file) => compile({ source, target, file })));
  const loaded = await import(pathToFileURL(path.join(target, 'index.js')).href);
  rmSync(target, { recursive: true });
  return loaded;
}

async function compile({ source, target, file }) {
  const { code } = await transformFile(path.join(source, file), {
    configFile: path.join(root, '.swcrc'),
    sourceMaps: 'inline',
  });
  writeFileSync(path.join(target, file.replace(/\.ts$/, '.js')), code);
}
