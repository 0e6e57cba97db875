import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres, type PostgresServer } from './postgres.js';

let folder: string;
let server: PostgresServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'assay-embedded-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<PostgresServer> {
  server = await startPostgres({ dataDir: path.join(folder, 'postgres'), password: 'p@ss/word' });
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

test('what was committed is there after a kill and a start', async () => {
  const first = await start();
  await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.kill();
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
  const second = await start();
  expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual({ answer: 42 });
});

test('promises of durability are on, text is UTF-8, and a password is asked for', async () => {
  const { url } = await start();
  const sql = `SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
    current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding`;
  expect(await ask(url, sql)).toEqual({ fsync: 'on', pages: 'on', commit: 'on', encoding: 'UTF8' });
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(ask(wrong.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('a creation that was interrupted is done again', async () => {
  const first = await start();
  await first.kill();
  rmSync(path.join(first.dataDir, 'PG_VERSION'));
  rmSync(first.dataDir, { recursive: true });
  const second = await start();
  expect(await ask(second.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
});

test('stopping twice is fine and leaves no lock file', async () => {
  const { dataDir, stop } = await start();
  await Promise.all([stop(), stop()]);
  expect(existsSync(path.join(dataDir, 'postmaster.pid'))).toBe(false);
});

test('a setting the server refuses is told in its own words', async () => {
  const dataDir = path.join(folder, 'postgres');
  const refused = startPostgres({ dataDir, password: 'x', settings: { no_such_setting: '1' } });
  await expect(refused).rejects.toThrow('unrecognized configuration parameter "no_such_setting"');
});
