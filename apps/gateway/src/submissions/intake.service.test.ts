import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { DeadlineExceeded, type Database, type NewSubmission } from '@assay/database';
import type { DispatcherService } from '../dispatch/dispatcher.service.js';
import { isDatabaseOutage } from '../http/database-outage.js';
import { IntakeService } from './intake.service.js';

const tenantId = randomUUID();

const row = (key: string): NewSubmission => ({
  id: randomUUID(),
  tenantId,
  content: '{}',
  lane: 'realtime',
  awaited: false,
  idempotency: { key, bodyHash: '00' },
});

test('rows that were stored hear so even when the winners of the others cannot be read', async () => {
  const fresh = row('fresh');
  const repeated = row('repeated');
  const outage = Object.assign(new Error('gone'), { code: '57P01' });
  const query = (statement: { name?: string }) =>
    statement.name === 'accept-submissions'
      ? Promise.resolve({ rows: [{ id: fresh.id }] })
      : Promise.reject(outage);
  const client = { query, on: () => client, off: () => client, release: () => undefined };
  const dispatcher = { openEnvelope: () => undefined, stored: () => undefined };
  const intake = new IntakeService(
    { pool: { connect: () => Promise.resolve(client) } } as unknown as Database,
    dispatcher as unknown as DispatcherService,
  );
  const [first, second] = await Promise.allSettled([intake.accept(fresh), intake.accept(repeated)]);
  expect(first).toMatchObject({ value: { ok: true, value: { id: fresh.id, replayed: false } } });
  expect(second).toMatchObject({ status: 'rejected', reason: outage });
});

test('a database that hangs is given 10 s, then the batch is refused and its connection destroyed', async () => {
  jest.useFakeTimers();
  try {
    const release = jest.fn();
    const client = {
      query: () => new Promise(() => undefined),
      on: () => client,
      off: () => client,
      release,
    };
    const abandonEnvelope = jest.fn();
    const intake = new IntakeService(
      { pool: { connect: () => Promise.resolve(client) } } as unknown as Database,
      { openEnvelope: () => randomUUID(), abandonEnvelope } as unknown as DispatcherService,
    );
    const answers = Promise.allSettled([intake.accept(row('a')), intake.accept(row('b'))]);
    await jest.advanceTimersByTimeAsync(9_900);
    expect(release).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(200);
    for (const answer of await answers) {
      const reason: unknown = answer.status === 'rejected' ? answer.reason : undefined;
      expect(reason).toBeInstanceOf(DeadlineExceeded);
      expect(isDatabaseOutage(reason)).toBe(true);
    }
    expect(release.mock.calls).toEqual([[true]]);
    expect(abandonEnvelope).toHaveBeenCalledTimes(1);
  } finally {
    jest.useRealTimers();
  }
});
