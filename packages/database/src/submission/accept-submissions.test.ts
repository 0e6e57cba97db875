import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimWaiting, outboxDepth, releaseEnvelopes, staleEnvelopes } from '../outbox/outbox.js';
import {
  acceptSubmissions,
  findIdempotent,
  serialiseContent,
  type NewSubmission,
  type SubmissionContent,
} from './accept-submissions.js';
import { loadForReview } from './load-for-review.js';

const someContent: SubmissionContent = {
  scene: 'chat',
  industry: null,
  parts: [{ type: 'text', text: '你好 "quoted" \\ back 🙂' }],
  context: { model: 'm' },
  authorId: null,
  externalId: null,
  metadata: {},
};

const aRow = (changes: Partial<NewSubmission> = {}): NewSubmission => ({
  id: randomUUID(),
  tenantId: randomUUID(),
  content: serialiseContent(someContent),
  lane: 'realtime',
  awaited: false,
  idempotency: null,
  ...changes,
});

const withKey = (tenantId: string, key: string): NewSubmission =>
  aRow({ tenantId, idempotency: { key, bodyHash: Buffer.from(key).toString('hex') } });

describe('accepting submissions', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase({ migrate });
    database = await connectDatabase({ url: test.url, applicationName: 'test', poolSize: 6 });
  });

  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it('stores every row of a batch with its outbox row and reads the same content back', async () => {
    const rows = [aRow(), aRow()];
    const stored = await acceptSubmissions(database.pool, rows, null);
    expect([...stored].sort()).toEqual(rows.map(({ id }) => id).sort());
    const loaded = await loadForReview(database.pool, [...stored]);
    expect(loaded.map(({ parts }) => parts)).toEqual(rows.map(() => someContent.parts));
  });

  it('serialises the same content the same way, whatever order its metadata came in', () => {
    const one = serialiseContent({ ...someContent, metadata: { a: '1', b: '2', c: '3' } });
    expect(serialiseContent({ ...someContent, metadata: { c: '3', a: '1', b: '2' } })).toBe(one);
    expect(serialiseContent({ ...someContent, metadata: { a: '1', b: '2', c: '4' } })).not.toBe(
      one,
    );
  });

  it('gives one id to a key that comes twice in one batch', async () => {
    const tenantId = randomUUID();
    const rows = [withKey(tenantId, 'twice'), withKey(tenantId, 'twice')];
    const stored = await acceptSubmissions(database.pool, rows, null);
    expect(stored.size).toBe(1);
    const [match] = await findIdempotent(database.pool, [{ tenantId, key: 'twice' }]);
    expect(stored.has(match?.submissionId ?? '')).toBe(true);
  });

  it('lets one of many racing batches win each key, whatever order the keys come in', async () => {
    const tenantId = randomUUID();
    const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`);
    const batches = Array.from({ length: 6 }, (_, index) => {
      const ordered = index % 2 === 0 ? keys : [...keys].reverse();
      return ordered.map((key) => withKey(tenantId, key));
    });
    const stored = await Promise.all(
      batches.map((rows) => acceptSubmissions(database.pool, rows, null)),
    );
    expect(stored.reduce((sum, ids) => sum + ids.size, 0)).toBe(keys.length);
    const { rows } = await database.pool.query<{ count: string }>(
      'SELECT count(*) FROM submission WHERE tenant_id = $1',
      [tenantId],
    );
    expect(Number(rows[0]?.count)).toBe(keys.length);
  });

  it('stores nothing of a batch that holds a bad row', async () => {
    const good = aRow();
    const bad = aRow({ content: serialiseContent({ ...someContent, scene: 'a\u0000b' }) });
    await expect(acceptSubmissions(database.pool, [good, bad], null)).rejects.toMatchObject({
      code: expect.stringMatching(/^22/),
    });
    expect(await loadForReview(database.pool, [good.id])).toEqual([]);
  });

  it('marks rows as dispatched when they come with an envelope', async () => {
    const envelopeId = randomUUID();
    const row = aRow({ lane: 'replay' });
    await acceptSubmissions(database.pool, [row], envelopeId);
    expect(await outboxDepth(database.pool, 'replay', 100)).toEqual({ waiting: 0, dispatched: 1 });
    expect(
      await claimWaiting(database.pool, { lane: 'replay', envelopeId: randomUUID(), limit: 10 }),
    ).toEqual([]);
  });

  it('claims waiting rows fairly: one of every tenant before the second of any', async () => {
    const [flood, quiet, other] = [randomUUID(), randomUUID(), randomUUID()];
    const rows = [
      ...Array.from({ length: 50 }, () => aRow({ tenantId: flood, lane: 'bulk' })),
      aRow({ tenantId: quiet, lane: 'bulk' }),
      aRow({ tenantId: other, lane: 'bulk' }),
    ];
    await acceptSubmissions(database.pool, rows, null);
    const claimed = await claimWaiting(database.pool, {
      lane: 'bulk',
      envelopeId: randomUUID(),
      limit: 3,
    });
    const tenants = rows.filter(({ id }) => claimed.includes(id)).map(({ tenantId }) => tenantId);
    expect(tenants.sort()).toEqual([flood, quiet, other].sort());
  });

  it('never gives one row to two envelopes that claim at the same time', async () => {
    const rows = Array.from({ length: 120 }, () => aRow());
    await acceptSubmissions(database.pool, rows, null);
    const own = new Set(rows.map(({ id }) => id));
    const claims = await Promise.all(
      Array.from({ length: 8 }, () =>
        claimWaiting(database.pool, { lane: 'realtime', envelopeId: randomUUID(), limit: 100 }),
      ),
    );
    const ids = claims.flat().filter((id) => own.has(id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('releases the rows of a forgotten envelope, and only those that are old enough', async () => {
    const envelopeId = randomUUID();
    const [old, young] = [aRow(), aRow()];
    await acceptSubmissions(database.pool, [old, young], envelopeId);
    await database.pool.query(
      `UPDATE outbox SET dispatched_at = now() - interval '1 minute' WHERE submission_id = $1`,
      [old.id],
    );
    const stale = await staleEnvelopes(database.pool, 10_000, 100);
    expect(stale).toContainEqual({ envelopeId, lane: 'realtime' });
    expect(await releaseEnvelopes(database.pool, [envelopeId], 10_000)).toBe(1);
  });
});
