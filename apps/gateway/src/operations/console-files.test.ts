import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let folder: string;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-console-'));
  await mkdir(path.join(folder, 'dist/assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'outside');
  await writeFile(path.join(folder, 'dist/index.html'), 'the console');
  await writeFile(path.join(folder, 'dist/assets/app-1a2b.js'), 'code');
  gateway = await startGateway({ CONSOLE_DIR: path.join(folder, 'dist') });
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

test('files are served with a cache time, pages of the router get the index', async () => {
  const asset = await gateway.call({ url: '/console/assets/app-1a2b.js' });
  expect(asset).toMatchObject({ status: 200, text: 'code' });
  expect(asset.headers['cache-control']).toContain('immutable');
  for (const url of ['/console/', '/console/review', '/console/policies/42']) {
    const answer = await gateway.call({ url });
    expect(answer).toMatchObject({
      status: 200,
      text: 'the console',
      headers: { 'cache-control': 'no-cache' },
    });
  }
  expect((await gateway.call({ url: '/console' })).headers['location']).toBe('/console/');
});

test('a missing file is a 404 and nothing outside the folder is served', async () => {
  for (const url of [
    '/console/assets/gone.js',
    '/console/../secret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/..%2fsecret.txt',
  ]) {
    const answer = await gateway.call({ url });
    expect({ url, status: answer.status }).toEqual({ url, status: 404 });
    expect(answer.text).not.toContain('outside');
  }
});

test('a name that no file system takes is a page of the router, or a 404', async () => {
  for (const url of ['/console/%00', `/console/${'a'.repeat(300)}`]) {
    expect(await gateway.call({ url })).toMatchObject({ status: 200, text: 'the console' });
  }
  const missing = await gateway.call({ url: `/console/${'a'.repeat(300)}.js` });
  expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('pages may run no script that is not a file of this origin', async () => {
  const { headers } = await gateway.call({ url: '/console/' });
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(/script-src 'self';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});
