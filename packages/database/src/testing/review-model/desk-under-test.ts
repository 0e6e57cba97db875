import { openTasks } from '@assay/testing';
import { expect } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { EntityManager } from 'typeorm';
import type { Result } from '@assay/domain';
import type { Database } from '../../connection.js';
import { expireLeases } from '../../review/expire-leases.js';
import { moveTask } from '../../review/move-task.js';
import { ReviewTaskStore, type HeldTask } from '../../review/review-task.store.js';
import { RulingStore } from '../../review/ruling.store.js';
import { settleDue } from '../../review/settle-due.js';
import { withdrawSubmission } from '../../submission/withdraw-submission.js';
import { anyStanding, claimAny, keysOfAny } from '../claim-any.js';
import { actorOf, taskOf } from './aim-step.js';
import type { DeskEffect, DeskStep } from './desk-steps.js';
import { ModelDesk } from './model-desk.js';
import { aTask, type ModelCase, type ModelTask } from './model-task.js';
import { compareDesks } from './compare-desks.js';
import { said } from './model-words.js';

const family = { value: 5n, bands: [5, 65_536, 131_072, 196_608] };
const shapes = [
  { reviewers: 1, agreeing: 1, arbiter: false, isFamily: true },
  { reviewers: 1, agreeing: 1, arbiter: false, isFamily: true },
  { reviewers: 1, agreeing: 1, arbiter: false, isFamily: true },
  { reviewers: 2, agreeing: 2, arbiter: true, isFamily: false },
  { reviewers: 3, agreeing: 2, arbiter: false, isFamily: false },
] as const;

/** A desk in the database beside the model of it: every step is taken on both, and both must agree. */
export class DeskUnderTest {
  private steps = 0;

  private constructor(
    private readonly database: Database,
    private readonly tenantId: string,
    private readonly model: ModelDesk,
    private readonly count: (effect: DeskEffect) => void,
  ) {}

  static async open(
    database: Database,
    count: (effect: DeskEffect) => void,
  ): Promise<DeskUnderTest> {
    const tenantId = uuidv7();
    const cases: ModelCase[] = [];
    for (const [rankSeconds, { isFamily, ...panel }] of shapes.entries()) {
      const [opened] = await openTasks(database.pool, {
        tenantId,
        rankSeconds,
        panel: { ...panel, agreeOn: 'outcome' },
        ...(isFamily ? { fingerprint: family } : {}),
      });
      const { submissionId, taskIds } = opened!;
      const made: ModelCase = {
        ...panel,
        submissionId,
        family: isFamily ? 'family' : null,
        tasks: [],
        state: 'open',
        outcome: null,
      };
      for (const [index, id] of taskIds.entries()) {
        made.tasks.push(aTask({ id, slot: index + 1, of: made, queue: 'default' }));
      }
      cases.push(made);
    }
    return new DeskUnderTest(database, tenantId, new ModelDesk(cases), count);
  }

  async take(step: DeskStep): Promise<void> {
    const task = taskOf(step, this.model.tasks);
    const actor = actorOf(step, task);
    const held = {
      tenantId: this.tenantId,
      taskId: task.id,
      actor,
      epoch: task.epoch - step.behind,
    };
    this.steps += 1;
    const before = JSON.stringify(this.model, shown);
    await this[step.kind]({ step, task, held });
    if (JSON.stringify(this.model, shown) !== before) this.count(step.kind);
    await this.compare();
  }

  /** Whatever is ruled on is settled; then every case that ended has one verdict, and every other one none. */
  async finish(): Promise<void> {
    for (const task of this.model.tasks) await this.end_window({ task });
    await this.settle();
    await this.compare();
  }

  /** Leftovers would lapse and settle in the next run. */
  async clear(): Promise<void> {
    await this.database.pool.query(
      `UPDATE review_task SET state = 'cancelled' WHERE tenant_id = $1`,
      [this.tenantId],
    );
  }

  private async claim({ step, held: { actor } }: Taken): Promise<void> {
    const offered = this.model.claim(actor, step.count);
    const leases = await this.write((manager) =>
      claimAny(manager, { tenantId: this.tenantId, actor, count: step.count }),
    );
    expect(leases.map(({ taskId, epoch }) => ({ taskId, epoch }))).toEqual(
      offered.map(({ id, epoch }) => ({ taskId: id, epoch })),
    );
    if (offered.some(({ keptFor }) => keptFor === actor)) this.count('kept task taken');
  }

  private async heartbeat({ task, held }: Taken): Promise<void> {
    const draft = this.draft();
    const answer = await this.write((manager) =>
      new ReviewTaskStore(manager).heartbeat(held, { note: draft }),
    );
    const expected = this.model.heartbeat(task, held, draft);
    same(answer, expected);
    if (expected === 'stale_lease' && task.drafts.get(held.actor) === draft)
      this.count('lost draft kept');
  }

  private async release({ task, held }: Taken): Promise<void> {
    const answer = await this.write((manager) => new ReviewTaskStore(manager).release(held));
    same(answer, this.model.release(task, held));
    if (answer.ok && task.state === 'cancelled') this.count('late seat closed');
  }

  private async skip({ task, held }: Taken): Promise<void> {
    const answer = await this.write((manager) => new ReviewTaskStore(manager).skip(held));
    same(answer, this.model.skip(task, held));
  }

  private async escalate({ task, held }: Taken): Promise<void> {
    const answer = await this.write((manager) =>
      moveTask(manager, held, { kind: 'escalated', note: 'up' }),
    );
    same(answer, this.model.escalate(task, held));
  }

  private async transfer({ step: { person }, task, held }: Taken): Promise<void> {
    const answer = await this.write((manager) =>
      moveTask(manager, held, {
        kind: 'transferred',
        note: 'yours',
        person: anyStanding(person),
      }),
    );
    same(answer, this.model.transfer(task, held, person));
  }

  private rule(taken: Taken): Promise<void> {
    return this.give(taken, []);
  }

  private rule_cluster(taken: Taken): Promise<void> {
    return this.give(taken, this.model.clusterOf(taken.task, taken.held.actor));
  }

  private async give(
    { step: { word }, task, held }: Taken,
    members: readonly ModelTask[],
  ): Promise<void> {
    // The same words again, so that a repetition is one.
    const draft = `says ${word}`;
    const before = task.rulings.length;
    const answer = await this.write(async (manager) => {
      const keys = await keysOfAny(manager, { tenantId: this.tenantId, actor: held.actor });
      const cluster =
        members.length === 0 ? undefined : { taskIds: members.map(({ id }) => id), keys };
      return new RulingStore(manager).rule({
        ...held,
        ruling: { ...said[word], note: draft },
        ...(cluster === undefined ? {} : { cluster }),
      });
    });
    const ids = answer.ok ? (answer.value.cluster?.taskIds ?? []) : [];
    const ruled = members.filter(({ id }) => ids.includes(id));
    const drawn =
      answer.ok && ids.length < members.length ? members.filter(({ id }) => !ids.includes(id)) : [];
    same(answer, this.model.rule(task, held, { word, draft, ruled, drawn }));
    if (!answer.ok) return;
    const isNew = task.rulings.length > before;
    if (!isNew) this.count('repeated ruling');
    // One at least is left to somebody else.
    expect(ids).toHaveLength(isNew && members.length > 0 ? members.length - 1 : 0);
    expect(ruled).toHaveLength(ids.length);
    if (ruled.length > 0) this.count('cluster ruled');
    if (isNew && task.case.state !== 'open') this.count('late ruling');
    if (isNew && word === 'broken') this.count('content broken');
  }

  private async undo({ task, held: { taskId, tenantId, actor } }: Taken): Promise<void> {
    const freed = this.model.tasks.filter(({ state }) => state === 'ruled').length;
    const answer = await this.write((manager) =>
      new RulingStore(manager).undo({ tenantId, taskId, actor }),
    );
    same(answer, this.model.undo(task, actor));
    const left = this.model.tasks.filter(({ state }) => state === 'ruled').length;
    if (freed - left > 1) this.count('cluster undone');
  }

  private async lapse({ task }: Taken): Promise<void> {
    await this.database.pool.query(
      `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1 AND state = 'leased'`,
      [task.id],
    );
    this.model.lapse(task);
  }

  private async expire(): Promise<void> {
    expect((await expireLeases(this.database, { limit: 10 })).tasks).toBe(this.model.expire());
  }

  private async end_window({ task }: Pick<Taken, 'task'>): Promise<void> {
    const together = this.model.endWindow(task).map(({ id }) => id);
    await this.database.pool.query(
      `WITH ended AS (
         UPDATE review_task SET settles_at = now() - interval '1 s' WHERE id = ANY($1) AND state = 'ruled'
       )
       UPDATE ruling SET settles_at = now() - interval '1 s' WHERE task_id = ANY($1) AND state = 'provisional'`,
      [together],
    );
  }

  private async settle(): Promise<void> {
    const { settled, arbitrations } = this.model.settle();
    const done = await settleDue(this.database, { limit: 20 });
    expect(done.failures).toEqual([]);
    expect(done.tasks).toBe(settled);
    for (const each of arbitrations) {
      const { rows } = await this.database.pool.query<{ id: string }>(
        `SELECT id FROM review_task WHERE submission_id = $1 AND slot = $2`,
        [each.submissionId, each.reviewers + 1],
      );
      expect(rows).toHaveLength(1);
      this.model.seatArbiter(each, rows[0]!.id);
      this.count('arbitration opened');
    }
    this.countEnds();
  }

  private async withdraw({ task }: Taken): Promise<void> {
    const { submissionId } = task.case;
    const answer = await this.write((manager) =>
      withdrawSubmission(manager, {
        tenantId: this.tenantId,
        submissionId,
        actor: 'platform',
        engineVersion: 'engine@1',
      }),
    );
    same(answer, this.model.withdraw(task.case));
  }

  private countEnds(): void {
    for (const { state, reviewers, tasks } of this.model.cases) {
      if (state !== 'concluded' || reviewers === 1) continue;
      const finals = tasks.flatMap(({ rulings }) => rulings.at(-1) ?? []);
      if (finals.some(({ word }) => word === 'referral')) this.count('referral ended a panel');
      else if (reviewers === 3) this.count('majority decided');
      else this.count(tasks.length > reviewers ? 'arbitration decided' : 'panel agreed');
    }
  }

  private compare(): Promise<void> {
    return compareDesks(this.database.pool, { tenantId: this.tenantId, model: this.model });
  }

  private write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction(work);
  }

  private draft(): string {
    return `draft ${this.steps}`;
  }
}

interface Taken {
  readonly step: DeskStep;
  readonly task: ModelTask;
  readonly held: HeldTask;
}

const same = (answer: Result<unknown>, expected: true | string): void =>
  expect(answer.ok || answer.problem.code).toBe(expected);

/** Sets and maps as they are; a task's case is above it. */
const shown = (name: string, value: unknown): unknown => {
  if (name === 'case') return undefined;
  return value instanceof Set || value instanceof Map ? [...value] : value;
};
