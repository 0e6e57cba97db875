import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findStack } from './find-stack.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'assay-demo-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const keep = (folder: string, name: string, content: unknown) => {
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, folder, name), JSON.stringify(content));
};

test('nothing is found where nothing runs', () => {
  expect(findStack(root, {})).toBeUndefined();
  keep('.data', 'credentials.json', { apiKey: 'kept key' });
  expect(findStack(root, {})).toBeUndefined();
});

test('the files of the start command are read, in DATA_DIR too', () => {
  for (const folder of ['.data', 'other']) {
    keep(folder, 'run.json', { pid: 1, url: `http://${folder}` });
    keep(folder, 'credentials.json', { apiKey: 'kept key' });
  }
  expect(findStack(root, {})).toEqual({ url: 'http://.data', apiKey: 'kept key' });
  expect(findStack(root, { DATA_DIR: 'other' })).toEqual({
    url: 'http://other',
    apiKey: 'kept key',
  });
});

test('the environment wins', () => {
  keep('.data', 'credentials.json', { apiKey: 'kept key' });
  expect(findStack(root, { ASSAY_URL: 'http://a', ASSAY_API_KEY: 'k' })).toEqual({
    url: 'http://a',
    apiKey: 'k',
  });
  expect(findStack(root, { ASSAY_URL: 'http://a' })).toEqual({
    url: 'http://a',
    apiKey: 'kept key',
  });
});
