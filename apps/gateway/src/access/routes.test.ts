import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { permissions } from '@assay/domain';
import { type Call, type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';
import { neededPermission } from './needs.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

interface Handler {
  readonly name: string;
  readonly path: string;
  readonly rule: unknown;
}

function handlers(): readonly Handler[] {
  const discovery = new DiscoveryService(gateway.app.get(ModulesContainer));
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ metatype, name }) => {
    const prototype = metatype?.prototype as Record<string, object>;
    const base = String(Reflect.getMetadata(PATH_METADATA, metatype as object) ?? '');
    return scanner
      .getAllMethodNames(prototype)
      .map((method) => ({ method, handler: prototype[method] as object }))
      .filter(({ handler }) => Reflect.getMetadata(PATH_METADATA, handler) !== undefined)
      .map(({ method, handler }) => ({
        name: `${name}.${method}`,
        path: `${base}/${String(Reflect.getMetadata(PATH_METADATA, handler))}`,
        rule: Reflect.getMetadata(neededPermission, handler),
      }));
  });
}

test('every route has an access rule', () => {
  const found = handlers();
  expect(found.length).toBeGreaterThan(20);
  const known = new Set<unknown>([...permissions, 'open', 'signed_in']);
  expect(found.filter(({ rule }) => !known.has(rule)).map(({ name }) => name)).toEqual([]);
});

test('only logging in and operations are open to strangers', () => {
  const open = handlers().filter(({ rule }) => rule === 'open');
  expect(open.map(({ name }) => name).sort()).toEqual([
    'OperationsController.figures',
    'OperationsController.live',
    'OperationsController.ready',
    'OperationsController.start',
    'SessionsController.create',
  ]);
});

test('every other address under /v1 answers a stranger with 401', async () => {
  const document = (await gateway.call({ url: '/openapi.json' })).body;
  const calls = Object.entries(document.paths as Record<string, Record<string, unknown>>).flatMap(
    ([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase() as NonNullable<Call['method']>,
        url: path.replace(/\{\w+\}/g, 'x'),
      })),
  );
  const guarded = calls.filter(({ method, url }) => !(method === 'POST' && url === '/v1/sessions'));
  expect(guarded.length).toBeGreaterThan(20);
  for (const call of guarded) {
    const answer = await gateway.call(call);
    expect({ ...call, status: answer.status, code: answer.body?.code }).toEqual({
      ...call,
      status: 401,
      code: 'unauthenticated',
    });
  }
});
