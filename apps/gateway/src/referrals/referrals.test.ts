import { settleDue } from '@assay/database';
import { giveDueRuling, openTasks } from '@assay/testing';
import { createHash } from 'node:crypto';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.close());

const get = (url: string, key = gateway.own.key): Promise<Answer> => gateway.call({ url, key });

test('a referral keeps an incident bundle that can be checked, and notes who took it', async () => {
  const [task] = await openTasks(gateway.database.pool, { tenantId: gateway.own.id });
  const submissionId = task?.submissionId ?? '';
  const referral = { authority: 'authority', note: 'A threat to a person.' } as const;
  await giveDueRuling(
    gateway.database.pool,
    { submissionId, purpose: 'first_review' },
    { actor: 'ann', outcome: 'block', category: 'A.4.a', kind: 'referral', referral },
  );
  expect((await settleDue(gateway.database, { limit: 10 })).failures).toEqual([]);
  const listed = await get('/v1/referrals');
  expect(listed.body.items).toMatchObject([{ submissionId, ...referral, referredBy: 'ann' }]);
  expect(listed.text).not.toContain('add me');
  const [{ id, bundleSha256 }] = listed.body.items;
  const exported = await get(`/v1/referrals/${id}/bundle`);
  expect(exported).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { sha256: bundleSha256, bundle: { submission: { id: submissionId } } },
  });
  const digest = createHash('sha256').update(JSON.stringify(exported.body.bundle)).digest('hex');
  expect(digest).toBe(bundleSha256);
  expect((await get('/v1/referrals')).body.items[0]).toMatchObject({
    exportedBy: gateway.own.adminId,
    exportedAt: expect.any(String),
  });
});

test('bundles are for those who manage reviews in the same tenant', async () => {
  const { id } = (await get('/v1/referrals')).body.items[0];
  expect((await get(`/v1/referrals/${id}/bundle`, gateway.foreign.key)).status).toBe(404);
  const key = await gateway.keyFor(gateway.own, { scopes: ['reviews:work', 'submissions:read'] });
  expect((await get(`/v1/referrals/${id}/bundle`, key)).status).toBe(403);
});
