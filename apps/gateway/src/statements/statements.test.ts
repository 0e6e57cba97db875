import { checkDsaStatement } from '@assay/domain';
import { decidedSubmission, giveDueRuling, type DecidedWish } from '@assay/testing';
import { settleDue } from '@assay/database';
import { randomUUID } from 'node:crypto';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.close());

const decided = (wish: Partial<DecidedWish> = {}): Promise<string> =>
  decidedSubmission(gateway.database.pool, { tenantId: gateway.own.id, ...wish });
const statement = (id: string, query = '', key = gateway.own.key): Promise<Answer> =>
  gateway.call({ url: `/v1/submissions/${id}/statement${query}`, key });

test('says the reasons in Chinese by default and in English when asked, without the content', async () => {
  const id = await decided();
  const zh = await statement(id);
  expect(zh).toMatchObject({ status: 200, body: { locale: 'zh-CN' } });
  expect(zh.body.text).toContain('违反商业道德（A.3.b）');
  const en = await statement(id, '?locale=en');
  expect(en.body.paragraphs).toHaveLength(5);
  expect(en.body.text).toContain('by automated means alone');
  expect(zh.text + en.text).not.toContain('add me');
});

test('comes as plain text for a letter', async () => {
  const answer = await statement(await decided(), '?locale=en&format=text');
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.text).toMatch(/^Statement of reasons for submission/);
});

test('comes as a record that keeps every rule of the DSA database', async () => {
  const id = await decided({ category: 'A.4.f' });
  const { status, body } = await statement(id, '?format=dsa');
  expect(status).toBe(200);
  expect(checkDsaStatement(body)).toEqual([]);
  expect(body).toMatchObject({
    category: 'STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
    decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
    automated_decision: 'AUTOMATED_DECISION_FULLY',
    puid: `${id}-1`,
  });
});

test('of an earlier revision stays what it was', async () => {
  const submissionId = await decided();
  const body = { submissionId, text: 'It was a quotation.' };
  await gateway.call({ method: 'POST', url: '/v1/appeals', key: gateway.own.key, body });
  const about = { submissionId, purpose: 'appeal' };
  await giveDueRuling(gateway.database.pool, about, { actor: 'somebody', outcome: 'pass' });
  await settleDue(gateway.database, { limit: 10 });
  expect((await statement(submissionId, '?locale=en')).body.text).toContain(
    'follows from an appeal',
  );
  const first = await statement(submissionId, '?locale=en&revision=1');
  expect(first.body.text).toContain('may not be shown');
  expect((await statement(submissionId, '?revision=3')).status).toBe(409);
  expect((await statement(submissionId, '?format=dsa')).status).toBe(404);
});

test('is refused without a verdict, for strangers and in unknown forms', async () => {
  const id = randomUUID();
  await gateway.database.pool.query(
    `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata) VALUES ($1, $2, 'chat', '[]', '{}', '{}')`,
    [id, gateway.own.id],
  );
  expect(await statement(id)).toMatchObject({ status: 409, body: { code: 'not_decided' } });
  expect((await statement(id, '', gateway.foreign.key)).status).toBe(404);
  expect((await statement(await decided(), '?format=pdf')).status).toBe(400);
  expect((await statement(await decided(), '?locale=fr')).status).toBe(400);
});
