import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate } from '@assay/database';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import pg from 'pg';
import { checkDesk, checkDrafts } from './check-desk.js';
import { DeskLog } from './desk-log.js';

/** A desk at which everything went well, to be spoiled: one submission decided by one ruling, one task at work. */
class GoodDesk {
  readonly log = new DeskLog();
  readonly submissionId = randomUUID();
  readonly rulingId = randomUUID();
  readonly caseId = randomUUID();
  readonly taskId = randomUUID();
  private readonly tenantId = randomUUID();

  constructor(private readonly pool: pg.Pool) {}

  async decide(): Promise<void> {
    const { submissionId, rulingId, caseId, taskId, tenantId, pool } = this;
    await pool.query(
      `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata) VALUES ($1, $2, 's', '[]', '{}', '{}')`,
      [submissionId, tenantId],
    );
    await pool.query(
      `INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
         outcome, concluded_at)
       VALUES ($1, $2, $3, $3, 'first_review', 'concluded', 1, 'q', '{"reviewers":1}', 'pass', now())`,
      [caseId, tenantId, submissionId],
    );
    await this.addTask({ id: taskId, caseId, state: 'settled' });
    await this.addRuling({ id: rulingId, taskId });
    await this.addVerdict(1);
    this.log.leases.push({ taskId, epoch: 1, actor: 'ann' });
    this.log.rulings.push({
      rulingId,
      taskId,
      epoch: 1,
      actor: 'ann',
      outcome: 'pass',
      undone: false,
    });
  }

  /** A task somebody typed into. */
  async draft(note: string): Promise<string> {
    const id = randomUUID();
    await this.addTask({ id, caseId: randomUUID(), state: 'open' });
    await this.pool.query(
      `INSERT INTO review_draft (task_id, actor, tenant_id, draft) VALUES ($1, 'ann', $2, $3)`,
      [id, this.tenantId, JSON.stringify({ note })],
    );
    return id;
  }

  async addTask(task: {
    readonly id: string;
    readonly caseId: string;
    readonly state: string;
  }): Promise<void> {
    await this.pool.query(
      `INSERT INTO review_task (id, case_id, submission_id, subject_id, tenant_id, decision_round, queue, category,
         severity, claim_key, home_key, state, rank, due_at, undo_seconds, lease_epoch)
       VALUES ($1, $2, $3, $3, $4, 1, 'q', 'c', 'low', 'k', 'k', $5, now(), now(), 1, 1)`,
      [task.id, task.caseId, this.submissionId, this.tenantId, task.state],
    );
  }

  async addRuling(ruling: { readonly id: string; readonly taskId: string }): Promise<void> {
    await this.pool.query(
      `INSERT INTO ruling (id, task_id, case_id, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures,
         state, settles_at)
       VALUES ($1, $2, $3, $4, $4, $5, 1, 'ann', 'pass', '[]', 'final', now())`,
      [ruling.id, ruling.taskId, this.caseId, this.submissionId, this.tenantId],
    );
  }

  async addVerdict(revision: number): Promise<void> {
    await this.pool.query(
      `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
         policy_version, blacklist_version, engine_version, event_id, task_id, supersedes)
       VALUES ($1, $2, $3, 'pass', 'first_review', 'human', '[]', '[]', 'p@1', 0, 'e', $4, $5, NULLIF($2 - 1, 0))`,
      [this.submissionId, revision, this.tenantId, randomUUID(), this.taskId],
    );
  }
}

describe('the checker of a run of reviewers', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let desk: GoodDesk;

  beforeAll(async () => {
    database = await createTestDatabase({ migrate });
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    // Dropping the database may end connections that say good-bye in the same moment.
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });
  beforeEach(async () => {
    await pool.query(
      'TRUNCATE submission, verdict, event, outbox, review_task, review_case, ruling, decision, review_draft',
    );
    desk = new GoodDesk(pool);
    await desk.decide();
  });

  const check = () => checkDesk(pool, desk.log, []);

  it('finds nothing at a good desk', async () => {
    expect(await check()).toMatchObject({
      doubleDecisions: [],
      lostDrafts: [],
      lostRulings: [],
      unfinished: [],
      wrong: [],
    });
  });

  it('finds a second first review of one submission', async () => {
    await desk.addVerdict(2);
    expect((await check()).doubleDecisions).toEqual([`${desk.submissionId} has 2 first reviews`]);
  });

  it('finds two verdicts of one revision', async () => {
    await pool.query('ALTER TABLE verdict DROP CONSTRAINT verdict_pkey');
    await desk.addVerdict(1);
    expect((await check()).doubleDecisions).toContain(`${desk.submissionId}#1 has 2 verdicts`);
    await pool.query('TRUNCATE verdict');
    await pool.query('ALTER TABLE verdict ADD PRIMARY KEY (submission_id, revision)');
  });

  it('finds a person with two seats on one content', async () => {
    await desk.addRuling({ id: randomUUID(), taskId: randomUUID() });
    expect((await check()).doubleDecisions).toEqual([`ann has 2 seats on ${desk.submissionId}`]);
  });

  it('finds a lease that two people were given', async () => {
    desk.log.leases.push({ taskId: desk.taskId, epoch: 1, actor: 'bob' });
    expect((await check()).doubleDecisions).toEqual([`${desk.taskId} under epoch 1: ann and bob`]);
  });

  it.each([
    ['is gone', 'DELETE FROM ruling', /is gone/],
    ['says something else', `UPDATE ruling SET outcome = 'block'`, /stored as another one/],
    ['was undone behind its giver', `UPDATE ruling SET state = 'undone'`, /is undone/],
  ])('finds a ruling that %s', async (_, fault, message) => {
    await pool.query(fault);
    expect((await check()).lostRulings).toEqual([expect.stringMatching(message)]);
  });

  it('finds an undo that did not take effect', async () => {
    desk.log.rulings[0]!.undone = true;
    expect((await check()).lostRulings).toHaveLength(1);
  });

  it('finds what did not end: a task, a case, a submission', async () => {
    await pool.query(`UPDATE review_task SET state = 'open'`);
    await pool.query(`UPDATE review_case SET state = 'open'`);
    await pool.query('DELETE FROM verdict');
    expect((await check()).unfinished).toHaveLength(3);
  });

  it('finds a lost draft, an older one, and one that came back though it was given up', async () => {
    const [kept, older, dropped, gone] = [
      await desk.draft('kept'),
      await desk.draft('older'),
      await desk.draft('dropped'),
      await desk.draft('gone'),
    ];
    desk.log.knowDraft({ actor: 'ann', taskId: kept }, 'kept');
    desk.log.knowDraft({ actor: 'ann', taskId: older }, 'newer');
    desk.log.knowDraft({ actor: 'ann', taskId: dropped }, null);
    desk.log.knowDraft({ actor: 'ann', taskId: gone }, 'gone');
    await pool.query('DELETE FROM review_draft WHERE task_id = $1', [gone]);
    const { checked, lost } = await checkDrafts(pool, desk.log);
    expect(checked).toBe(4);
    expect(lost).toHaveLength(3);
    expect(lost.join()).not.toContain(kept);
  });

  it('takes either draft after an answer that was lost, and no third one', async () => {
    const taskId = await desk.draft('second');
    desk.log.knowDraft({ actor: 'ann', taskId }, 'first');
    desk.log.maybeDraft({ actor: 'ann', taskId }, 'second');
    expect((await checkDrafts(pool, desk.log)).lost).toEqual([]);
    await pool.query(`UPDATE review_draft SET draft = '{"note":"third"}'`);
    expect((await checkDrafts(pool, desk.log)).lost).toHaveLength(1);
  });

  it('finds a draft that did not come back with the next claim', async () => {
    desk.log.knowDraft({ actor: 'ann', taskId: 't' }, 'typed');
    desk.log.seeDraft({ actor: 'ann', taskId: 't' }, null);
    expect((await check()).lostDrafts).toEqual(['the draft of ann on t is gone, not typed']);
  });
});
