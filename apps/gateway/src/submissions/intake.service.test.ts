import { randomUUID } from 'node:crypto';
import type { Database, NewSubmission } from '@assay/database';
import type { DispatcherService } from '../dispatch/dispatcher.service.js';
import { IntakeService } from './intake.service.js';

const tenantId = randomUUID();

const row = (key: string): NewSubmission => ({
  id: randomUUID(),
  tenantId,
  scene: 'chat',
  industry: null,
  parts: [],
  context: {},
  authorId: null,
  externalId: null,
  metadata: {},
  lane: 'realtime',
  awaited: false,
  idempotency: { key, bodyHash: Buffer.from('body') },
});

test('rows that were stored hear so even when the winners of the others cannot be read', async () => {
  const fresh = row('fresh');
  const repeated = row('repeated');
  const outage = Object.assign(new Error('gone'), { code: '57P01' });
  const query = (statement: { name?: string }) =>
    statement.name === 'accept-submissions'
      ? Promise.resolve({ rows: [{ id: fresh.id }] })
      : Promise.reject(outage);
  const dispatcher = { openEnvelope: () => undefined, stored: () => undefined };
  const intake = new IntakeService(
    { pool: { query } } as unknown as Database,
    dispatcher as unknown as DispatcherService,
  );
  const [first, second] = await Promise.allSettled([intake.accept(fresh), intake.accept(repeated)]);
  expect(first).toMatchObject({ value: { ok: true, value: { id: fresh.id, replayed: false } } });
  expect(second).toMatchObject({ status: 'rejected', reason: outage });
});
