import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { configVariables, parseConfig } from './config.js';

const complete = {
  DATABASE_URL: 'postgres://user:very-secret@localhost/assay',
  ASSAY_SECRET_KEY: 'a secret key that is long enough for it',
};

test('what is unset or blank gets a default', () => {
  const config = parseConfig({ ...complete, REDIS_URL: '', PORT: '4000' });
  expect(config.http).toMatchObject({ host: '127.0.0.1', port: 4000 });
  expect(config.http.publicUrl.href).toBe('http://localhost:4000/');
  expect([config.redisUrl, config.consoleDir, config.endsWithParent]).toEqual([
    undefined,
    undefined,
    false,
  ]);
});

test('every wrong variable is named, and no value', () => {
  const parse = () =>
    parseConfig({ PORT: 'many', ASSAY_SECRET_KEY: 'short', PUBLIC_URL: 'ftp://x' });
  expect(parse).toThrow(/PORT.*PUBLIC_URL.*DATABASE_URL.*ASSAY_SECRET_KEY/);
  expect(parse).not.toThrow(/many|ftp|short/);
});

test('a printed config shows no secret', () => {
  const config = parseConfig({ ...complete, REDIS_URL: 'redis://:very-secret@localhost' });
  const printed = [
    inspect(config, { depth: 9 }),
    JSON.stringify(config),
    String(config.secretKey),
  ].join();
  expect(printed).not.toMatch(/very-secret|long enough/);
  expect(config.database.url.reveal()).toBe(complete.DATABASE_URL);
});

test('.env.example names every variable that people may set', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../../.env.example'), 'utf8');
  const documented = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
  const forPeople = configVariables.filter(
    (name) => !['CONSOLE_DIR', 'ASSAY_CHILD'].includes(name),
  );
  expect(forPeople.filter((name) => !documented.includes(name))).toEqual([]);
});
