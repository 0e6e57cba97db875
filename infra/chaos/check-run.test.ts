import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate, verifyLedger } from '@assay/database';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import pg from 'pg';
import { checkRun } from './check-run.js';
import type { ClientEntry } from './client-log.js';
import type { ReceivedEvent } from './receiver-log.js';

/** A run in which everything went well, to be spoiled. */
class GoodRun {
  readonly accepted: ClientEntry[] = [];
  readonly received: ReceivedEvent[] = [];
  private readonly tenantId = randomUUID();

  constructor(private readonly pool: pg.Pool) {}

  async decide(): Promise<{ readonly id: string; readonly eventId: string }> {
    const id = randomUUID();
    const eventId = randomUUID();
    await this.store(id);
    await this.pool.query(
      `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
         policy_version, blacklist_version, engine_version, event_id)
       VALUES ($1, 1, $2, 'pass', 'first_review', 'machine', '[]', '[]', 'p@1', 0, 'e', $3)`,
      [id, this.tenantId, eventId],
    );
    this.received.push({
      webhookId: eventId,
      submissionId: id,
      revision: 1,
      outcome: 'pass',
      bodyHash: 'one',
      receivedAtMs: 0,
    });
    return { id, eventId };
  }

  async store(id: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata) VALUES ($1, $2, 's', '[]', '{}', '{}')`,
      [id, this.tenantId],
    );
    this.accepted.push({ key: randomUUID(), id, acceptedAtMs: 0, attempts: 1 });
  }
}

describe('the checker of a chaos run', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let run: GoodRun;

  beforeAll(async () => {
    database = await createTestDatabase({ migrate });
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    // Dropping the database may end connections that say good-bye in the same moment.
    pool.on('error', () => undefined);
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  beforeEach(async () => {
    await pool.query('TRUNCATE submission, verdict, event, outbox, review_task, decision');
    run = new GoodRun(pool);
    await run.decide();
    await run.decide();
  });

  const check = () => checkRun({ accepted: run.accepted, received: run.received, pool });

  it('finds nothing in a good run', async () => {
    expect(await check()).toMatchObject({
      accepted: 2,
      verdicts: 2,
      lost: [],
      doubleVerdicts: [],
      conflictingEventIds: [],
      doubleIds: [],
    });
  });

  it('finds a submission that was accepted and is not stored', async () => {
    run.accepted.push({ key: 'k', id: randomUUID(), acceptedAtMs: 0, attempts: 1 });
    expect((await check()).lost).toHaveLength(1);
  });

  it('finds a planted lost row: stored, but nothing will ever decide it', async () => {
    await run.store(randomUUID());
    expect((await check()).lost).toHaveLength(1);
    const place = (await verifyLedger(pool)).find(({ name }) => name === 'submission-has-a-place');
    expect(place).toMatchObject({ examined: 3, violations: 1 });
  });

  it('finds a verdict whose webhook never arrived', async () => {
    run.received.pop();
    expect((await check()).lost).toHaveLength(1);
  });

  it('finds a planted double verdict, in the tables and in the ledger', async () => {
    const { id } = await run.decide();
    await pool.query('ALTER TABLE verdict DROP CONSTRAINT verdict_pkey');
    await pool.query(`INSERT INTO verdict SELECT * FROM verdict WHERE submission_id = $1`, [id]);
    expect((await check()).doubleVerdicts).toHaveLength(1);
    const ledger = await verifyLedger(pool);
    expect(ledger.find(({ name }) => name === 'one-verdict-per-revision')).toMatchObject({
      violations: 1,
    });
    await pool.query('TRUNCATE verdict');
    await pool.query('ALTER TABLE verdict ADD PRIMARY KEY (submission_id, revision)');
  });

  it('finds an outcome that was delivered differently than it is stored', async () => {
    const { id, eventId } = await run.decide();
    await pool.query(`UPDATE verdict SET outcome = 'block' WHERE submission_id = $1`, [id]);
    const found = await check();
    expect(found.doubleVerdicts).toEqual([`${id}#1 was delivered as pass, not as stored`]);
    expect(found.conflictingEventIds).toEqual([]);
    expect(eventId).not.toBe(id);
  });

  it('finds one event id with two bodies, and one verdict under two event ids', async () => {
    const [first] = run.received;
    if (first === undefined) throw new Error('The run has no events.');
    run.received.push({ ...first, bodyHash: 'two' }, { ...first, webhookId: randomUUID() });
    expect((await check()).conflictingEventIds).toHaveLength(2);
  });

  it('finds a key that led to two submissions', async () => {
    const [first, second] = run.accepted;
    if (first === undefined || second === undefined) throw new Error('The run accepted nothing.');
    run.accepted.push({ ...second, key: first.key });
    expect((await check()).doubleIds).toHaveLength(1);
  });
});
