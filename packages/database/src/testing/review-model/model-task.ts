export type Word = 'pass' | 'block' | 'broken' | 'referral';

export interface ModelRuling {
  readonly actor: string;
  readonly epoch: number;
  readonly word: Word;
  state: 'provisional' | 'undone' | 'final' | 'cancelled';
  /** The task whose ruling settled this one with its cluster, and under which epoch. */
  readonly clusterOf: string | null;
}

export interface ModelTask {
  readonly id: string;
  readonly slot: number;
  readonly case: ModelCase;
  state: 'open' | 'leased' | 'ruled' | 'settled' | 'cancelled';
  owner: string | null;
  epoch: number;
  queue: string;
  /** Kept for this person. */
  keptFor: string | null;
  /** The ruling on a cluster that it checks, and whose it is. */
  verifies: { readonly cluster: string; readonly actor: string } | null;
  lapsed: boolean;
  due: boolean;
  beats: number;
  readonly skippedBy: Set<string>;
  readonly claimedBy: Set<string>;
  readonly drafts: Map<string, string>;
  /** Oldest first. */
  readonly rulings: ModelRuling[];
}

export interface ModelCase {
  readonly submissionId: string;
  readonly reviewers: number;
  readonly agreeing: number;
  readonly arbiter: boolean;
  /** Tasks with the same text can be ruled on together. */
  readonly family: string | null;
  readonly tasks: ModelTask[];
  state: 'open' | 'concluded' | 'cancelled';
  outcome: 'pass' | 'block' | null;
}

export type Expected = true | string;

/** Who a request says it is, and the lease it says it holds. */
export interface Held {
  readonly actor: string;
  readonly epoch: number;
}

export const aTask = (made: {
  readonly id: string;
  readonly slot: number;
  readonly of: ModelCase;
  readonly queue: string;
}): ModelTask => ({
  id: made.id,
  slot: made.slot,
  case: made.of,
  state: 'open',
  owner: null,
  epoch: 0,
  queue: made.queue,
  keptFor: null,
  verifies: null,
  lapsed: false,
  due: false,
  beats: 0,
  skippedBy: new Set(),
  claimedBy: new Set(),
  drafts: new Map(),
  rulings: [],
});

export const isPending = ({ state }: ModelTask): boolean =>
  state === 'open' || state === 'leased' || state === 'ruled';

export const clusterOf = ({ id, epoch }: ModelTask): string => `${id}/${epoch}`;

/** A ruling that counts, or a seat in hand. */
export const hasPart = ({ tasks }: ModelCase, actor: string): boolean =>
  tasks.some(
    (task) =>
      ((task.state === 'leased' || task.state === 'ruled') && task.owner === actor) ||
      task.rulings.some(
        (ruling) =>
          ruling.actor === actor && (ruling.state === 'provisional' || ruling.state === 'final'),
      ),
  );

export const isOffered = (task: ModelTask, actor: string): boolean =>
  task.state === 'open' &&
  (task.keptFor === null || task.keptFor === actor) &&
  !isBarred(task, actor);

/** Who passed a task on, has a part in its case, or would check a ruling of their own. */
export const isBarred = (task: ModelTask, actor: string): boolean =>
  task.skippedBy.has(actor) || task.verifies?.actor === actor || hasPart(task.case, actor);

export function holds(task: ModelTask, { actor, epoch }: Held): Expected {
  if (task.state === 'settled' || task.state === 'cancelled') return 'task_closed';
  const isHeld = task.state === 'leased' && task.owner === actor && task.epoch === epoch;
  return isHeld || 'stale_lease';
}

export function keepLost(task: ModelTask, { actor }: Held, draft: string): void {
  if (!task.claimedBy.has(actor)) return;
  if (task.state === 'open' || task.owner !== actor) task.drafts.set(actor, draft);
}

/** Back to the queue, or closed where the case has ended meanwhile. */
export function giveBack(task: ModelTask): void {
  const state = task.case.state === 'open' ? 'open' : 'cancelled';
  Object.assign(task, { state, owner: null, lapsed: false });
}

/** Rules on a task under its current epoch. */
export function note(
  task: ModelTask,
  said: Pick<ModelRuling, 'actor' | 'word' | 'clusterOf'>,
): void {
  task.rulings.push({ ...said, epoch: task.epoch, state: 'provisional' });
  Object.assign(task, { state: 'ruled', due: false });
}
