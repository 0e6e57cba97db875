import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectDatabase, migrate, type Database } from '@assay/database';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { QuotaService } from './quota.service.js';
import type { TenantDirectory } from './tenant-directory.service.js';

describe('a quota per minute', () => {
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

  const quotaOf = (limit: number | undefined): QuotaService =>
    new QuotaService(database, { quotaOf: () => limit } as unknown as TenantDirectory);

  const usedOf = async (tenantId: string): Promise<number[]> => {
    const { rows } = await database.pool.query<{ used: number }>(
      'SELECT used FROM quota_window WHERE tenant_id = $1',
      [tenantId],
    );
    return rows.map(({ used }) => used);
  };

  it('holds over several gateways that take from it at the same time', async () => {
    const tenantId = randomUUID();
    const gateways = [quotaOf(100), quotaOf(100), quotaOf(100)];
    const results = await Promise.all(
      Array.from({ length: 600 }, async (_, index) => gateways[index % 3]!.take(tenantId, 1)),
    );
    const granted = results.filter(({ ok }) => ok).length;
    const windows = await usedOf(tenantId);
    // The minute may turn over while the requests run; every minute has its own limit.
    expect(Math.max(...windows)).toBeLessThanOrEqual(100);
    expect(granted).toBeLessThanOrEqual(windows.reduce((sum, used) => sum + used, 0));
    expect(granted).toBeGreaterThan(80);
  });

  it('refuses with the seconds until the next minute', async () => {
    const quota = quotaOf(1);
    const tenantId = randomUUID();
    const answers = [
      await quota.take(tenantId, 1),
      await quota.take(tenantId, 1),
      await quota.take(tenantId, 1),
    ];
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    for (const answer of refused) {
      if (answer.ok) continue;
      expect(answer.problem.code).toBe('quota_exceeded');
      expect(answer.problem.retryAfterSeconds).toBeGreaterThan(0);
      expect(answer.problem.retryAfterSeconds).toBeLessThanOrEqual(60);
    }
  });

  it('does not exist for tenants without a limit, and costs them no query', async () => {
    const tenantId = randomUUID();
    const answer = quotaOf(undefined).take(tenantId, 1_000_000);
    expect(answer).toEqual({ ok: true, value: undefined });
    expect(await usedOf(tenantId)).toEqual([]);
  });
});
