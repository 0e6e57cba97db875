import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

test('a migrated gateway is alive and ready', async () => {
  expect(await gateway.call({ url: '/livez' })).toMatchObject({ status: 200 });
  const ready = await gateway.call({ url: '/readyz' });
  expect(ready.body).toEqual({ status: 'ready', problems: {} });
});

test('the start page leads to the console', async () => {
  const answer = await gateway.call({ url: '/' });
  expect([answer.status, answer.headers['location']]).toEqual([302, '/console/']);
});

test('metrics count requests by route', async () => {
  await gateway.call({ url: '/livez' });
  const answer = await gateway.call({ url: '/metrics' });
  expect(answer.text).toMatch(
    /assay_http_request_duration_seconds_count\{[^}]*route="\/livez"[^}]*\} \d+/,
  );
});

test('an unknown address and a wrong method are told apart', async () => {
  const unknown = await gateway.call({ url: '/v1/nothing' });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found', status: 404 } });
  expect(unknown.headers['content-type']).toBe('application/problem+json');
  const wrong = await gateway.call({ method: 'DELETE', url: '/livez' });
  expect(wrong).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  expect(wrong.headers['allow']).toContain('GET');
});

test('the document describes the API', async () => {
  const answer = await gateway.call({ url: '/openapi.json' });
  expect(answer.body.info.title).toBe('Assay');
  const page = await gateway.call({ url: '/docs' });
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
});
