import { randomUUID } from 'node:crypto';
import { DisputeStage } from '../testing/dispute-stage.js';
import { sha256 } from './incident-bundle.js';
import { ReferralStore } from './referral.store.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

const referral = { authority: 'authority', note: 'A threat to a person.' } as const;
const store = (tenantId = stage.tenantId) =>
  new ReferralStore(stage.database.dataSource.manager, tenantId);

test('a case that ends with a referral keeps the content and everything decided about it', async () => {
  const submissionId = await stage.decided({ externalId: 'post 9', authorId: 'ann' });
  await stage.lodged(submissionId);
  await stage.rule(
    { submissionId, purpose: 'appeal' },
    { outcome: 'block', category: 'A.4.a', kind: 'referral', referral },
  );
  const [listed] = await store().list({ limit: 10 });
  expect(listed).toMatchObject({
    submissionId,
    ...referral,
    referredBy: 'independent',
    exportedAt: null,
  });
  const exported = await store().export(listed?.id ?? '', 'lead');
  expect(exported?.bundle).toMatchObject({
    format: 'assay-incident@1',
    submission: {
      externalId: 'post 9',
      authorId: 'ann',
      parts: [{ text: 'add me on chat: nobody' }],
    },
    decisions: [{ outcome: 'block', evidence: [] }],
    verdicts: [{ revision: 1, outcome: 'block' }],
    referral: { ...referral, category: 'A.4.a' },
    hashes: { parts: [sha256('add me on chat: nobody')] },
  });
  expect(sha256(JSON.stringify(exported?.bundle))).toBe(exported?.sha256);
});

test('who exported a bundle first stays on it, and every export is in the audit log', async () => {
  const submissionId = await stage.decided({ outcome: 'pass' });
  await stage.lodged(submissionId);
  const ruling = { outcome: 'block', kind: 'referral', referral } as const;
  await stage.rule({ submissionId, purpose: 'appeal' }, ruling);
  const [listed] = await store().list({ limit: 10 });
  const id = listed?.id ?? '';
  await store().export(id, 'lead');
  await store().export(id, 'admin');
  expect(await store().list({ limit: 10 })).toMatchObject([{ exportedBy: 'lead' }]);
  const audited = await stage.sql(
    `SELECT actor FROM audit_entry WHERE subject_id = $1 AND action = 'referral.exported' ORDER BY seq`,
    id,
  );
  expect(audited).toEqual([{ actor: 'lead' }, { actor: 'admin' }]);
  expect(await store(randomUUID()).export(id, 'stranger')).toBeUndefined();
});
