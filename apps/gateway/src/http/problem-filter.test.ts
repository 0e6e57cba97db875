import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

const call = () => gateway.call({ url: '/v1/teams', key: gateway.own.key });

const failOnce = (error: Error) =>
  jest.spyOn(gateway.database.dataSource, 'transaction').mockRejectedValueOnce(error as never);

const outages: readonly [string, Error][] = [
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['a server that shuts down', Object.assign(new Error('terminating'), { code: '57P01' })],
  ['a server that starts up', Object.assign(new Error('starting'), { code: '57P03' })],
  ['a broken connection', Object.assign(new Error('broken'), { code: '08006' })],
  ['too many connections', Object.assign(new Error('too many'), { code: '53300' })],
  ['a deadlock', Object.assign(new Error('deadlock detected'), { code: '40P01' })],
  ['an exhausted pool', new Error('timeout exceeded when trying to connect')],
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  [
    'refusals on every address',
    new AggregateError([Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })]),
  ],
];

test.each(outages)('%s is a 503 that says when to come back', async (_, error) => {
  failOnce(error);
  const answer = await call();
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect((await call()).status).toBe(200);
});

test('a failure that nobody expected tells the caller nothing and the log no content', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  failOnce(Object.assign(new Error('invalid input syntax: "user content"'), { code: '22P02' }));
  const answer = await call();
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect(answer.text).not.toContain('user content');
  const entry = logged.mock.calls[0]?.[0];
  expect(entry).toMatchObject({
    requestId: answer.body.request_id,
    route: '/v1/teams',
    sqlState: '22P02',
  });
  expect(JSON.stringify(entry)).not.toContain('user content');
  logged.mockRestore();
});

test('connections killed by the server are replaced without a restart', async () => {
  await call();
  await gateway.database.pool
    .query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()`,
    )
    .catch(() => undefined);
  const answers = [await call(), await call(), await call()];
  expect(answers.at(-1)?.status).toBe(200);
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
});
