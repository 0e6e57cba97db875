import {
  type Answer,
  type Call,
  type GatewayUnderTest,
  type PersonUnderTest,
  startGateway,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;
let ann: PersonUnderTest;
let stranger: PersonUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  stranger = await gateway.personIn(gateway.foreign, { roles: ['lead'] });
});
afterAll(() => gateway.close());

const send = (
  method: NonNullable<Call['method']>,
  url: string,
  { cookie }: PersonUnderTest,
  body?: unknown,
): Promise<Answer> =>
  gateway.call({
    method,
    url: `/v1/standards${url}`,
    cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body }),
  });

const clause = {
  id: 'contact-bait',
  category: 'A.3.e',
  title: { 'zh-CN': '引流', en: 'Contact bait' },
  text: { 'zh-CN': '不得引导站外联系。', en: 'Do not lure people elsewhere.' },
  examples: [{ text: 'add me', outcome: 'block', why: 'It asks for contact.' }],
};
const content = { clauses: [clause], reviewAt: '2030-06-30' };
const aStandard = (fields: object = {}) => ({
  name: 'house-rules',
  title: { 'zh-CN': '站规', en: 'House rules' },
  taxonomy: 'tc260-003@2024',
  goldSet: 'house',
  ...content,
  ...fields,
});
const create = async (fields: object = {}): Promise<string> => {
  const made = await send('POST', '', lead, aStandard(fields));
  expect(made.status).toBe(201);
  return made.body.id;
};

test('a standard goes from draft to published, and reviewers read what is published', async () => {
  const id = await create();
  const hidden = await send('GET', `/${id}`, ann);
  expect(hidden.body).toMatchObject({ versions: [], clauses: [] });
  expect((await send('GET', `/${id}/versions/1`, ann)).status).toBe(404);
  expect((await send('POST', `/${id}/versions/1/publish`, ann)).status).toBe(403);
  const published = await send('POST', `/${id}/versions/1/publish`, lead);
  expect(published).toMatchObject({ status: 200, body: { state: 'published', version: 1 } });
  const seen = await send('GET', `/${id}`, ann);
  expect(seen.body).toMatchObject({
    name: 'house-rules',
    published: { version: 1, reviewAt: '2030-06-30', overdue: false },
    clauses: [clause],
    versions: [{ version: 1, state: 'published' }],
  });
  expect(seen.body.goldSet).toBeUndefined();
  expect((await send('GET', `/${id}/versions/1`, ann)).body.clauses).toEqual([clause]);
  expect((await send('GET', `/${id}`, lead)).body.goldSet).toBe('house');
});

test('what is published never changes; the next version takes its place', async () => {
  const id = await create({ name: 'in-versions' });
  await send('POST', `/${id}/versions/1/publish`, lead);
  const edit = (version: number) =>
    send('PUT', `/${id}/versions/${version}`, lead, { ...content, reviewAt: '2031-01-01' });
  expect(await edit(1)).toMatchObject({ status: 409, body: { code: 'not_a_draft' } });
  const drafted = await send('POST', `/${id}/versions`, lead, content);
  expect(drafted).toMatchObject({ status: 201, body: { version: 2, state: 'draft' } });
  expect((await edit(2)).body.reviewAt).toBe('2031-01-01');
  await send('POST', `/${id}/versions/2/publish`, lead);
  const { versions } = (await send('GET', `/${id}`, ann)).body;
  expect(versions.map(({ state }: { state: string }) => state)).toEqual(['published', 'retired']);
  expect((await send('POST', `/${id}/versions/2/retire`, lead)).body.state).toBe('retired');
  expect((await send('GET', `/${id}`, ann)).body.published).toBeUndefined();
});

test('an overdue review date is flagged in the list', async () => {
  const id = await create({ name: 'overdue', reviewAt: '2021-01-01' });
  await send('POST', `/${id}/versions/1/publish`, lead);
  const { items } = (await send('GET', '?limit=200', ann)).body;
  const found = items.find((item: { id: string }) => item.id === id);
  expect(found.published).toMatchObject({ reviewAt: '2021-01-01', overdue: true });
});

test.each<[string, object, number, string, string]>([
  [
    'a category that is not in the taxonomy',
    { clauses: [clause, { ...clause, id: 'other', category: 'Z.9' }] },
    422,
    'unknown_category',
    '/clauses/1/category',
  ],
  ['an unknown taxonomy', { taxonomy: 'none@1' }, 422, 'unknown_category', '/taxonomy'],
  ['two clauses of one id', { clauses: [clause, clause] }, 400, 'invalid_request', '/clauses'],
  ['no clauses', { clauses: [] }, 400, 'invalid_request', '/clauses'],
  ['a date that is none', { reviewAt: '2030-02-31' }, 400, 'invalid_request', '/reviewAt'],
])('a standard with %s is refused', async (_, fields, status, code, pointer) => {
  const answer = await send('POST', '', lead, aStandard({ name: 'refused', ...fields }));
  expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer }] } });
});

const gold = (text: string, fields: object = {}) =>
  gateway.call({
    method: 'POST',
    url: '/v1/gold-items',
    key: gateway.own.key,
    body: {
      setName: 'exported',
      taxonomy: 'tc260-003@2024',
      parts: [{ text }],
      scene: 'chat',
      category: 'A.3.e',
      expectedOutcome: 'block',
      expectedCategory: 'A.3.e',
      explanation: 'SECRET why',
      ...fields,
    },
  });

test('a standard and its gold move to another organisation and are the same there', async () => {
  const id = await create({ name: 'exported', goldSet: 'exported' });
  await send('POST', `/${id}/versions/1/publish`, lead);
  await gold('add me', { clause: 'exported@1#contact-bait', industry: 'games' });
  await gold('The bus leaves', { expectedOutcome: 'pass', expectedCategory: undefined });
  expect((await send('GET', `/${id}/export`, ann)).status).toBe(403);
  const exported = await send('GET', `/${id}/export`, lead);
  expect(exported.body).toMatchObject({
    format: 'assay-standard@1',
    standard: { name: 'exported', goldSet: 'exported' },
    goldItems: [{ clause: 'contact-bait', industry: 'games' }, { expectedOutcome: 'pass' }],
  });
  expect(exported.text).not.toContain(gateway.own.id);
  expect(exported.text).not.toContain(lead.userId);

  const imported = await send('POST', '/import', stranger, exported.body);
  expect(imported).toMatchObject({ status: 201, body: { version: 1, goldAdded: 2 } });
  const there = imported.body.standard.id;
  expect((await send('GET', `/${there}`, stranger)).body.versions).toMatchObject([
    { version: 1, state: 'draft' },
  ]);
  expect((await send('GET', `/${there}/export`, stranger)).body).toEqual(exported.body);

  const again = await send('POST', '/import', stranger, exported.body);
  expect(again.body).toMatchObject({ standard: { id: there }, version: 2, goldAdded: 0 });
});

test('a file that is broken, foreign or of another format is refused as a whole', async () => {
  const id = await create({ name: 'refused-file', goldSet: 'exported' });
  const file = (await send('GET', `/${id}/export`, lead)).body;
  const [item] = file.goldItems;
  const refusals: [object, number, string][] = [
    [{ ...file, format: 'assay-standard@2' }, 400, '/format'],
    [{ ...file, extra: 1 }, 400, '/extra'],
    [{ ...file, clauses: [{ ...clause, category: 'Z.9' }] }, 422, '/clauses/0/category'],
    [{ ...file, goldItems: [{ ...item, category: 'Z.9' }] }, 422, '/goldItems/0/category'],
    [{ ...file, goldItems: [{ ...item, clause: 'nothing' }] }, 400, '/goldItems/0/clause'],
  ];
  for (const [body, status, pointer] of refusals) {
    const answer = await send('POST', '/import', stranger, body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  }
  const other = { ...file, standard: { ...file.standard, goldSet: 'elsewhere' } };
  expect((await send('POST', '/import', lead, other)).body.code).toBe('duplicate');
});

test('standards of another tenant are not there', async () => {
  const id = await create({ name: 'own-only' });
  expect((await send('GET', `/${id}`, stranger)).status).toBe(404);
  expect((await send('GET', `/${id}/export`, stranger)).status).toBe(404);
  expect((await send('POST', `/${id}/versions`, stranger, content)).status).toBe(404);
  expect((await send('POST', `/${id}/versions/1/publish`, stranger)).status).toBe(404);
});

test('somebody who does not review reads no standards', async () => {
  const editor = await gateway.personIn(gateway.own, { roles: ['policy_editor'] });
  const id = await create({ name: 'not-for-editors' });
  for (const url of ['', `/${id}`, `/${id}/versions/1`]) {
    expect((await send('GET', url, editor)).status).toBe(403);
  }
});
