import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { expireLeases } from './expire-leases.js';
import { ReviewTaskStore, type HeldTask } from './review-task.store.js';
import { RulingStore } from './ruling.store.js';
import { settleDue } from './settle-due.js';

/** The reference: what the desk must do, said without a database. */
interface ModelTask {
  readonly id: string;
  state: 'open' | 'leased' | 'ruled' | 'settled';
  owner: string | null;
  epoch: number;
  lapsed: boolean;
  beats: number;
  due: boolean;
  readonly skippedBy: Set<string>;
  /** Oldest first. */
  readonly rulings: { readonly actor: string; readonly epoch: number; undone: boolean }[];
}

// 'holder': whoever has the task, so that most steps do something.
const actors = ['holder', 'holder', 'holder', 'ann', 'bob', 'eve'] as const;
const kinds = [
  'claim',
  'heartbeat',
  'release',
  'skip',
  'rule',
  'undo',
  'lapse',
  'expire',
  'end_window',
  'settle',
] as const;
const aStep = fc.record({
  // What others build on comes more often.
  kind: fc.constantFrom(...kinds, 'claim', 'claim', 'rule', 'rule', 'undo', 'undo'),
  actor: fc.constantFrom(...actors),
  task: fc.nat({ max: 2 }),
  count: fc.integer({ min: 1, max: 3 }),
  // Mostly the current epoch, at times the one before.
  behind: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(1) },
  ),
});
// A fixed seed: the check that every kind of step had an effect must not hang on luck. A long
// run brings its own: ASSAY_MODEL_RUNS=10000 ASSAY_MODEL_SEED=$RANDOM.
const runs = Number(process.env['ASSAY_MODEL_RUNS'] ?? 50);
const seed = Number(process.env['ASSAY_MODEL_SEED'] ?? 20_261_123);
/** How often a step had an effect: a run in which everything is refused would show nothing. */
const done = new Map<Step['kind'], number>();
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

const aPass = {
  kind: 'ruling',
  outcome: 'pass',
  category: null,
  clause: null,
  note: null,
  measures: [],
  referral: null,
} as const;

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'model-test' });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

test(
  'the review desk and its reference model agree on every sequence of steps',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { minLength: 20, maxLength: 50 }), async (steps) => {
        const desk = await Desk.open();
        try {
          for (const step of steps) await desk.take(step);
          await desk.finish();
        } finally {
          await desk.clear();
        }
      }),
      { numRuns: runs, seed },
    );
    for (const kind of kinds)
      expect({ kind, done: (done.get(kind) ?? 0) > 2 }).toEqual({ kind, done: true });
  },
  120_000 + runs * 1_000,
);

class Desk {
  private constructor(
    private readonly tenantId: string,
    private readonly tasks: readonly ModelTask[],
  ) {}

  static async open(): Promise<Desk> {
    const tenantId = uuidv7();
    const opened = await openTasks(database.pool, { tenantId, count: 3 });
    return new Desk(
      tenantId,
      opened.map(({ id }) => ({
        id,
        state: 'open',
        owner: null,
        epoch: 0,
        lapsed: false,
        beats: 0,
        due: false,
        skippedBy: new Set(),
        rulings: [],
      })),
    );
  }

  async take(step: Step): Promise<void> {
    const task = this.tasks[step.task]!;
    const held = {
      tenantId: this.tenantId,
      taskId: task.id,
      actor: step.actor === 'holder' ? (task.owner ?? 'ann') : step.actor,
      epoch: task.epoch - step.behind,
    };
    const before = this.snapshot();
    await this[step.kind]({ step, task, held });
    if (this.snapshot() !== before) done.set(step.kind, (done.get(step.kind) ?? 0) + 1);
    await this.compare();
  }

  /** Every task that is ruled ends with exactly one verdict, every other one with none. */
  async finish(): Promise<void> {
    for (const task of this.tasks) await this.end_window({ task });
    await this.settle();
    const { rows } = await database.pool.query(
      `SELECT t.id, (SELECT count(*)::int FROM verdict v WHERE v.task_id = t.id) AS verdicts,
              (SELECT count(*)::int FROM event e WHERE e.submission_id = t.submission_id) AS events
       FROM review_task t WHERE t.tenant_id = $1`,
      [this.tenantId],
    );
    for (const { id, verdicts, events } of rows) {
      const expected = this.tasks.find((task) => task.id === id)!.state === 'settled' ? 1 : 0;
      expect({ verdicts, events }).toEqual({ verdicts: expected, events: expected });
    }
  }

  /** Leftovers would lapse and settle in the next run. */
  async clear(): Promise<void> {
    await database.pool.query(`UPDATE review_task SET state = 'cancelled' WHERE tenant_id = $1`, [
      this.tenantId,
    ]);
  }

  private async claim({
    step: { count },
    held: { actor },
  }: {
    step: Step;
    held: HeldTask;
  }): Promise<void> {
    const offered = this.tasks
      .filter(({ state, skippedBy }) => state === 'open' && !skippedBy.has(actor))
      .slice(0, count);
    const leases = await this.write((manager) =>
      claimAny(manager, { tenantId: this.tenantId, actor, count }),
    );
    for (const task of offered)
      Object.assign(task, { state: 'leased', owner: actor, epoch: task.epoch + 1, lapsed: false });
    expect(leases.map(({ taskId, epoch }) => ({ taskId, epoch }))).toEqual(
      offered.map(({ id, epoch }) => ({ taskId: id, epoch })),
    );
  }

  private async heartbeat({ task, held }: { task: ModelTask; held: HeldTask }): Promise<void> {
    const answer = await this.write((manager) =>
      new ReviewTaskStore(manager).heartbeat(held, { note: 'n' }),
    );
    expect(answer.ok || answer.problem.code).toBe(this.heldOr(task, held));
    if (!answer.ok) return;
    task.lapsed = false;
    task.beats += 1;
  }

  private async release({ task, held }: { task: ModelTask; held: HeldTask }): Promise<void> {
    const answer = await this.write((manager) => new ReviewTaskStore(manager).release(held));
    expect(answer.ok || answer.problem.code).toBe(this.heldOr(task, held));
    if (answer.ok) Object.assign(task, { state: 'open', owner: null });
  }

  private async skip({ task, held }: { task: ModelTask; held: HeldTask }): Promise<void> {
    const answer = await this.write((manager) => new ReviewTaskStore(manager).skip(held));
    expect(answer.ok || answer.problem.code).toBe(this.heldOr(task, held));
    if (!answer.ok) return;
    Object.assign(task, { state: 'open', owner: null });
    task.skippedBy.add(held.actor);
  }

  private async rule({ task, held }: { task: ModelTask; held: HeldTask }): Promise<void> {
    const ruling = aPass;
    const answer = await this.write((manager) =>
      new RulingStore(manager).rule({ ...held, ruling }),
    );
    const same = task.rulings.find(
      ({ actor, epoch }) => actor === held.actor && epoch === held.epoch,
    );
    if (same !== undefined) {
      expect(answer.ok || answer.problem.code).toBe(same.undone ? 'invalid_transition' : true);
      return;
    }
    expect(answer.ok || answer.problem.code).toBe(this.heldOr(task, held));
    if (!answer.ok) return;
    Object.assign(task, { state: 'ruled', due: false });
    task.rulings.push({ actor: held.actor, epoch: held.epoch, undone: false });
  }

  private async undo({ task, held }: { task: ModelTask; held: HeldTask }): Promise<void> {
    const answer = await this.write((manager) => new RulingStore(manager).undo(held));
    const mine = task.rulings.findLast(({ actor }) => actor === held.actor);
    if (mine === undefined || mine.undone) {
      expect(answer.ok || answer.problem.code).toBe('not_ruled');
      return;
    }
    const open = task.state === 'ruled' && !task.due;
    expect(answer.ok || answer.problem.code).toBe(open ? true : 'undo_window_closed');
    if (!answer.ok) return;
    mine.undone = true;
    Object.assign(task, { state: 'leased', epoch: task.epoch + 1, lapsed: false });
  }

  private async lapse({ task }: { task: ModelTask }): Promise<void> {
    await database.pool.query(
      `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1 AND state = 'leased'`,
      [task.id],
    );
    if (task.state === 'leased') task.lapsed = true;
  }

  private async expire(): Promise<void> {
    const lapsed = this.tasks.filter((task) => task.state === 'leased' && task.lapsed);
    expect((await expireLeases(database, { limit: 10 })).tasks).toBe(lapsed.length);
    for (const task of lapsed) Object.assign(task, { state: 'open', owner: null, lapsed: false });
  }

  private async end_window({ task }: { task: ModelTask }): Promise<void> {
    await database.pool.query(
      `UPDATE review_task SET settles_at = now() - interval '1 s' WHERE id = $1 AND state = 'ruled'`,
      [task.id],
    );
    if (task.state === 'ruled') task.due = true;
  }

  private async settle(): Promise<void> {
    const due = this.tasks.filter((task) => task.state === 'ruled' && task.due);
    const settled = await settleDue(database, { limit: 10 });
    expect(settled.failures).toEqual([]);
    expect(settled.submissionIds).toHaveLength(due.length);
    for (const task of due) task.state = 'settled';
  }

  private heldOr(task: ModelTask, held: HeldTask): true | string {
    if (task.state === 'settled') return 'task_closed';
    const holds = task.state === 'leased' && task.owner === held.actor && task.epoch === held.epoch;
    return holds || 'stale_lease';
  }

  private snapshot(): string {
    return JSON.stringify(this.tasks.map(({ skippedBy, ...task }) => [task, [...skippedBy]]));
  }

  private async compare(): Promise<void> {
    const { rows } = await database.pool.query(
      `SELECT state, lease_epoch AS epoch, CASE WHEN state = 'leased' THEN lease_owner END AS owner
       FROM review_task WHERE tenant_id = $1 ORDER BY rank`,
      [this.tenantId],
    );
    expect(rows).toEqual(
      this.tasks.map(({ state, epoch, owner }) => ({
        state,
        epoch,
        owner: state === 'leased' ? owner : null,
      })),
    );
  }

  private readonly write = write;
}

function write<T>(
  work: (manager: ConstructorParameters<typeof ReviewTaskStore>[0]) => Promise<T>,
): Promise<T> {
  return database.dataSource.transaction(work);
}
