import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadCredentials } from './credentials.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'assay-credentials-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is made up at the first start is the same at the second', () => {
  const first = loadCredentials(folder, {});
  const second = loadCredentials(folder, {});
  expect(first.generated).toContain('adminPassword');
  expect(second.credentials).toEqual(first.credentials);
  expect([...second.generated]).toEqual([]);
});

test('only the owner can read the file', () => {
  loadCredentials(folder, {});
  expect(statSync(path.join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
});

test('the environment wins, and the next start without it knows what the database was seeded with', () => {
  loadCredentials(folder, {});
  const key = 'k'.repeat(32);
  const given = loadCredentials(folder, { ASSAY_API_KEY: key });
  expect(given.credentials.apiKey).toBe(key);
  expect([...given.generated]).toEqual([]);
  expect(loadCredentials(folder, {}).credentials.apiKey).toBe(key);
});

test('a short API key is refused and not kept', () => {
  expect(() => loadCredentials(folder, { ASSAY_API_KEY: 'short' })).toThrow(
    'at least 32 characters',
  );
  expect(loadCredentials(folder, {}).credentials.apiKey).toMatch(/^assay_/);
});

test('a damaged file is not replaced by new secrets', () => {
  const file = path.join(folder, 'credentials.json');
  writeFileSync(file, '{"apiKey":');
  expect(() => loadCredentials(folder, {})).toThrow('is not readable JSON');
  expect(readFileSync(file, 'utf8')).toBe('{"apiKey":');
});
