import { hear } from './model-panel.js';
import {
  aTask,
  clusterOf,
  giveBack,
  isBarred,
  holds,
  isOffered,
  isPending,
  keepLost,
  note,
  type Expected,
  type Held,
  type ModelCase,
  type ModelTask,
  type Word,
} from './model-task.js';

/**
 * What the review desk must do, said without a database: tasks with leases, panels, clusters, moves and withdrawals.
 * Slow and plain on purpose. Every method answers `true` or the code of the problem that must come.
 */
export class ModelDesk {
  /** Most pressing first. */
  constructor(readonly cases: readonly ModelCase[]) {}

  get tasks(): readonly ModelTask[] {
    return this.cases.flatMap(({ tasks }) => tasks);
  }

  /** Tasks a claim must lease, in order. */
  claim(actor: string, count: number): readonly ModelTask[] {
    const taken = this.cases
      .map((each) => each.tasks.find((task) => isOffered(task, actor)))
      .filter((task) => task !== undefined)
      .slice(0, count);
    for (const task of taken) {
      Object.assign(task, {
        state: 'leased',
        owner: actor,
        epoch: task.epoch + 1,
        lapsed: false,
      });
      task.claimedBy.add(actor);
    }
    return taken;
  }

  heartbeat(task: ModelTask, held: Held, draft: string): Expected {
    const expected = holds(task, held);
    if (expected === true) {
      Object.assign(task, { lapsed: false, beats: task.beats + 1 });
      task.drafts.set(held.actor, draft);
    } else if (expected === 'stale_lease') keepLost(task, held, draft);
    return expected;
  }

  release(task: ModelTask, held: Held): Expected {
    const expected = holds(task, held);
    if (expected === true) giveBack(task);
    return expected;
  }

  skip(task: ModelTask, held: Held): Expected {
    const expected = holds(task, held);
    if (expected !== true) return expected;
    giveBack(task);
    if (task.keptFor === held.actor) task.keptFor = null;
    task.skippedBy.add(held.actor);
    task.drafts.delete(held.actor);
    return true;
  }

  escalate(task: ModelTask, held: Held): Expected {
    const expected = holds(task, held);
    if (expected === true) this.move(task, held, { queue: 'escalations', keptFor: null });
    return expected;
  }

  transfer(task: ModelTask, held: Held, person: string): Expected {
    const expected = holds(task, held);
    if (expected !== true) return expected;
    if (isBarred(task, person)) return 'invalid_transition';
    this.move(task, held, { queue: task.queue, keptFor: person });
    return true;
  }

  /**
   * `ruled`: tasks of the cluster that really got the ruling, `drawn`: those left for somebody else to check; which is
   * which is left to chance.
   */
  rule(
    task: ModelTask,
    held: Held,
    said: {
      readonly word: Word;
      readonly draft: string;
      readonly ruled: readonly ModelTask[];
      readonly drawn: readonly ModelTask[];
    },
  ): Expected {
    const { word, draft, ruled, drawn } = said;
    const same = task.rulings.find(
      ({ actor, epoch }) => actor === held.actor && epoch === held.epoch,
    );
    if (same !== undefined && same.state !== 'cancelled') {
      if (same.state !== 'undone' && same.word === word) return true;
      return same.state === 'final' ? 'task_closed' : 'invalid_transition';
    }
    const expected = holds(task, held);
    if (expected !== true) {
      if (expected === 'stale_lease') keepLost(task, held, draft);
      return expected;
    }
    task.drafts.set(held.actor, draft);
    note(task, { actor: held.actor, word, clusterOf: null });
    for (const member of ruled) {
      member.epoch += 1;
      member.owner = held.actor;
      member.claimedBy.add(held.actor);
      note(member, { actor: held.actor, word, clusterOf: clusterOf(task) });
    }
    for (const member of drawn) {
      member.verifies = { cluster: clusterOf(task), actor: held.actor };
    }
    return true;
  }

  /** Tasks that may get the same ruling as the one `actor` holds. */
  clusterOf(task: ModelTask, actor: string): readonly ModelTask[] {
    const { family } = task.case;
    if (family === null) return [];
    return this.tasks.filter(
      (other) =>
        other !== task &&
        other.case.family === family &&
        other.case.state === 'open' &&
        other.queue === task.queue &&
        other.verifies === null &&
        isOffered(other, actor),
    );
  }

  undo(task: ModelTask, actor: string): Expected {
    const mine = task.rulings.findLast((ruling) => ruling.actor === actor);
    if (mine === undefined || mine.state === 'undone') return 'not_ruled';
    if (mine.state === 'cancelled') return 'task_closed';
    if (mine.state === 'final' || task.due) return 'undo_window_closed';
    for (const member of this.tasks) {
      const isChecking = member.verifies?.cluster === clusterOf(task);
      if (isChecking && member.state === 'open') member.verifies = null;
      const ruling = member.rulings.at(-1);
      if (ruling?.clusterOf !== clusterOf(task) || ruling.state !== 'provisional') continue;
      ruling.state = 'undone';
      Object.assign(member, { state: 'open', owner: null });
    }
    mine.state = 'undone';
    Object.assign(task, { state: 'leased', epoch: task.epoch + 1, lapsed: false });
    return true;
  }

  lapse(task: ModelTask): void {
    if (task.state === 'leased') task.lapsed = true;
  }

  /** How many leases are returned. */
  expire(): number {
    const lapsed = this.tasks.filter(({ state, lapsed: is }) => state === 'leased' && is);
    for (const task of lapsed) giveBack(task);
    return lapsed.length;
  }

  /** Ends the undo window of a task and of what was ruled with it. */
  endWindow(task: ModelTask): readonly ModelTask[] {
    if (task.state !== 'ruled') return [];
    const key = task.rulings.at(-1)?.clusterOf ?? clusterOf(task);
    const together = this.tasks.filter((other) => {
      if (other.state !== 'ruled') return false;
      return other === task || clusterOf(other) === key || other.rulings.at(-1)?.clusterOf === key;
    });
    for (const each of together) each.due = true;
    return together;
  }

  withdraw(wanted: ModelCase): Expected {
    if (wanted.state !== 'open') return 'already_decided';
    wanted.state = 'cancelled';
    wanted.outcome = 'block';
    for (const task of wanted.tasks) {
      if (!isPending(task)) continue;
      const ruling = task.rulings.at(-1);
      if (task.state === 'ruled' && ruling !== undefined) ruling.state = 'cancelled';
      task.state = 'cancelled';
      task.drafts.clear();
    }
    return true;
  }

  /** Settles what is due; panels whose seats have all spoken and do not agree ask for an arbiter. */
  settle(): { readonly settled: number; readonly arbitrations: readonly ModelCase[] } {
    const due = this.tasks.filter((task) => task.state === 'ruled' && task.due);
    for (const task of due) {
      task.state = 'settled';
      task.drafts.clear();
      const ruling = task.rulings.at(-1);
      if (ruling !== undefined) ruling.state = 'final';
    }
    const heard = [...new Set(due.map((task) => task.case))].filter(
      ({ state }) => state === 'open',
    );
    return { settled: due.length, arbitrations: heard.filter((each) => hear(each)) };
  }

  /** The seat of an arbiter, as its case makes it. */
  seatArbiter(of: ModelCase, id: string): void {
    const [first] = of.tasks;
    of.tasks.push(aTask({ id, slot: of.reviewers + 1, of, queue: first?.queue ?? 'default' }));
  }

  private move(
    task: ModelTask,
    held: Held,
    to: { readonly queue: string; readonly keptFor: string | null },
  ): void {
    Object.assign(task, to);
    giveBack(task);
    task.skippedBy.add(held.actor);
    task.drafts.delete(held.actor);
  }
}
