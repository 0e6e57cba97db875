import { v7 } from 'uuid';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let editor: string;
let approver: string;

beforeAll(async () => {
  gateway = await startGateway();
  const { own } = gateway;
  editor = own.key;
  const second = await gateway.personIn(own, { roles: ['blacklist_approver'] });
  approver = await gateway.keyFor(own, {
    scopes: ['blacklist:read', 'blacklist:confirm'],
    ownerId: second.userId,
  });
});
afterAll(() => gateway?.close());

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const post = (url: string, body: unknown, key: string): Promise<Answer> =>
  gateway.call({ method: 'POST', url, body, key });
const get = (url: string, key: string): Promise<Answer> => gateway.call({ url, key });

describe('an import of terms', () => {
  const importOf = (terms: string, more: object = {}) =>
    post(
      '/v1/blacklist-imports',
      { terms, category: 'A.3.e', expiresAt: inDays(30), ...more },
      editor,
    );
  const tag = v7();
  const text = [
    '# advertising claims',
    `全网最低价 ${tag}`,
    '',
    '。。。',
    `  guaranteed returns ${tag}\r`,
    `全网最低价 ${tag}`,
    'x'.repeat(300),
  ].join('\n');
  const errors = [
    { line: 4, value: '。。。', reason: expect.any(String) },
    { line: 7, value: 'x'.repeat(80), reason: expect.any(String) },
  ];
  const counts = { total: 5, added: 2, skipped: 1, errors };

  test('a dry run counts and writes nothing', async () => {
    expect((await importOf(text, { dryRun: true })).body).toEqual({ dryRun: true, ...counts });
    const listed = await get(`/v1/blacklist-entries?search=${tag}`, editor);
    expect(listed.body.items).toEqual([]);
  });

  test('bad lines do not stop good ones, and a second person confirms all at once', async () => {
    const done = await importOf(text);
    expect(done.body).toEqual({ id: expect.any(String), dryRun: false, ...counts });
    const { id } = done.body;
    const entries = () => get(`/v1/blacklist-entries?importId=${id}`, editor);
    const states = async () =>
      (await entries()).body.items.map(({ state }: { state: string }) => state);
    expect(await states()).toEqual(['proposed', 'proposed']);

    const confirm = (key: string) => post(`/v1/blacklist-imports/${id}/confirm`, undefined, key);
    expect(await confirm(editor)).toMatchObject({ status: 403, body: { code: 'same_principal' } });
    expect(await confirm(gateway.foreign.key)).toMatchObject({ status: 404 });
    expect((await confirm(approver)).body).toEqual({ id, confirmed: 2, pending: 0 });
    expect(await states()).toEqual(['active', 'active']);
    expect((await confirm(approver)).body).toEqual({ id, confirmed: 0, pending: 0 });
    const imports = await get('/v1/blacklist-imports', editor);
    expect(imports.body.items).toMatchObject([{ id, total: 5, added: 2, skipped: 1, pending: 0 }]);

    const again = await importOf(text, { dryRun: true });
    expect(again.body).toMatchObject({ total: 5, added: 0, skipped: 3 });
    expect((await importOf(text)).body).toMatchObject({ added: 0, skipped: 3 });
  });

  test('an import as a whole needs a known category and an end', async () => {
    expect(await importOf('a b', { category: 'nope' })).toMatchObject({
      status: 422,
      body: { code: 'unknown_category', errors: [{ pointer: '/category' }] },
    });
    expect(await importOf('a b', { expiresAt: inDays(-1) })).toMatchObject({
      status: 422,
      body: { code: 'expiry_required' },
    });
  });

  test('an import for a list of another tenant is not confirmed within the importing one', async () => {
    const { own, foreign } = gateway;
    const name = `Elsewhere ${tag}`;
    const { id: listId } = (await post('/v1/industry-lists', { name }, foreign.key)).body;
    const terms = `elsewhere ${tag}`;
    expect(await importOf(terms, { listId, dryRun: true })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const body = { listId, mode: 'shadow' };
    await gateway.call({ method: 'PUT', url: '/v1/subscriptions', body, key: own.key });
    const { id } = (await importOf(terms, { listId })).body;
    expect(await post(`/v1/blacklist-imports/${id}/confirm`, undefined, approver)).toMatchObject({
      status: 403,
      body: { code: 'same_principal' },
    });
    const [entry] = (await get(`/v1/blacklist-entries?listId=${listId}`, foreign.key)).body.items;
    const url = `/v1/blacklist-entries/${entry.id}/transitions`;
    expect((await post(url, { to: 'active' }, foreign.key)).status).toBe(200);
  });

  test('a list of two thousand terms is one change of the blacklist', async () => {
    const version = async () => (await get('/v1/overview', editor)).body.blacklistVersion;
    const before = await version();
    const terms = Array.from({ length: 2_000 }, (_, n) => `word${n} ${tag}`).join('\n');
    expect((await importOf(terms)).body).toMatchObject({
      total: 2_000,
      added: 2_000,
      errors: [],
    });
    expect(await version()).toBe(before + 1);
  });
});
