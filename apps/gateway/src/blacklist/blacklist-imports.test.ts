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
  const importOf = (content: string, more: object = {}) =>
    post(
      '/v1/blacklist-imports',
      { content, category: 'A.3.e', expiresAt: inDays(30), ...more },
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
  const counts = { total: 5, added: 2, skipped: 1, failed: 2, errors, conflicts: [] };

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

describe('files of entries', () => {
  const tag = v7().slice(-12);
  let importId: string;
  const send = (body: object, key = editor) =>
    post('/v1/blacklist-imports', { expiresAt: inDays(30), ...body }, key);
  const csv = [
    'kind,value,effect,category,severity,action,expires_at,note',
    `term,"two, words ${tag}",,A.3.e,high,block,${inDays(9)},"=1+1"`,
    `domain,HTTPS://Bad-${tag}.example.com/x,,A.3.b,,review,,`,
    `pattern,(unclosed ${tag},,A.3.b,,,,`,
    `term,no category ${tag},,,,,,`,
    `term,strange ${tag},,Z.9.z,,,,`,
    `term,over ${tag},,A.3.e,,,${inDays(-1)},`,
    `term,allowed ${tag},allow,A.3.e,,,,`,
    `term,"two, words ${tag}",,A.3.e,,,,`,
  ].join('\r\n');

  test('rows say what is theirs, the import says the rest, and bad rows name their line', async () => {
    const { body } = await send({ format: 'csv', content: csv });
    expect(body).toMatchObject({ total: 8, added: 3, skipped: 1, failed: 4, conflicts: [] });
    expect(body.errors.map(({ line }: { line: number }) => line)).toEqual([4, 5, 6, 7]);
    expect(body.errors[1].reason).toMatch(/no category/);
    importId = body.id;
    const url = `/v1/blacklist-entries?importId=${importId}`;
    const { items } = (await get(url, editor)).body;
    expect(items).toMatchObject([
      { value: `allowed ${tag}`, effect: 'allow', severity: 'medium', action: 'block' },
      { kind: 'domain', value: `bad-${tag}.example.com`, category: 'A.3.b', action: 'review' },
      { value: `two, words ${tag}`, severity: 'high', note: '=1+1' },
    ]);
    expect(Date.parse(items[2].expiresAt)).toBeLessThan(Date.parse(items[1].expiresAt));
  });

  test('a dry run names what living entries contradict', async () => {
    const content = `kind,value,category,severity\nterm,"two, words ${tag}",A.3.e,low\nterm,allowed ${tag},A.3.e,\n`;
    const { body } = await send({ format: 'csv', content, dryRun: true });
    expect(body).toMatchObject({
      ...{ total: 2, added: 1, skipped: 1, failed: 0 },
      conflicts: [{ line: 2, value: `two, words ${tag}`, severity: 'high', action: 'block' }],
    });
  });

  test.each([
    ['a text that cannot be stored', { value: `nul ${tag}\0`, category: 'A.3.e' }, /U\+0000/],
    ['a value that is too long', { value: 'x'.repeat(600), category: 'A.3.e' }, /value/],
    ['a confidence beyond 1', { value: `c ${tag}`, category: 'A.3.e', confidence: 7 }, /./],
  ])('%s is an error of its row', async (_, row, reason) => {
    const lines = [row, { value: `fine ${tag}`, category: 'A.3.e' }];
    const content = lines.map((each) => JSON.stringify({ kind: 'term', ...each })).join('\n');
    const { status, body } = await send({ format: 'ndjson', content, dryRun: true });
    expect({ status, failed: body.failed, added: body.added }).toEqual({
      status: 200,
      failed: 1,
      added: 1,
    });
    expect(body.errors).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
  });

  test('an allowance is not for the list of an industry', async () => {
    const name = `List ${tag}`;
    const { id: listId } = (await post('/v1/industry-lists', { name }, editor)).body;
    const content = `kind,value,effect,category\nterm,allowed ${tag},allow,A.3.e\n`;
    const { body } = await send({ format: 'csv', content, listId });
    expect(body).toMatchObject({ added: 0, failed: 1 });
  });

  test.each([
    ['csv', 3],
    ['ndjson', 3],
    ['mastodon', 1],
    ['stix', 2],
    ['threatexchange', 3],
    ['terms', 1],
  ])('what is exported as %s comes back as the same entries elsewhere', async (format, count) => {
    const url = `/v1/blacklist-exports?format=${format}&state=proposed&importId=${importId}`;
    const all = await get(url, editor);
    expect(all.status).toBe(200);
    expect(String(all.headers['content-disposition'])).toContain(
      'attachment; filename="blacklist.',
    );
    const { body } = await send(
      { format, content: all.text, category: 'A.3.e', dryRun: true },
      gateway.foreign.key,
    );
    expect(body).toMatchObject({ failed: 0, total: count, added: count });
  });

  test('an export shows nothing of other tenants, and asks for the right to read', async () => {
    const foreign = await get('/v1/blacklist-exports?format=ndjson', gateway.foreign.key);
    expect(foreign.text).not.toContain(tag);
    expect((await get('/v1/blacklist-exports?format=xml', editor)).status).toBe(400);
    const blind = await gateway.keyFor(gateway.own, { scopes: ['submissions:read'] });
    expect(await get('/v1/blacklist-exports', blind)).toMatchObject({ status: 403 });
  });
});
