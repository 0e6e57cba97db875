import type {
  CreateRuling,
  DraftBody,
  LeaseBody,
  ProblemBody,
  ReferTask,
  ReviewTaskBody,
  RulingBody,
} from '@assay/contracts';

/** What is handed in for a task: a ruling, or a referral with its authority. */
export type HandedIn = CreateRuling | ReferTask;

/** What the gateway says is wrong, each with its place in the request. */
export type FieldProblems = NonNullable<ProblemBody['errors']>;

/** A task this person holds. `lost` once the gateway said that the lease is somebody else's or over. */
export interface HeldTask {
  readonly task: ReviewTaskBody;
  readonly lease: LeaseBody;
  readonly lost: boolean;
  /** Why the gateway refused the ruling that came back with the task. */
  readonly errors?: FieldProblems;
}

/**
 * A ruling on its way. sending → provisional → (gone once settled) | failed → sending (retry) | refused.
 * `failed` may succeed later; `refused` never will.
 */
export interface TrayItem {
  readonly taskId: string;
  readonly queue: string;
  readonly ruling: HandedIn;
  readonly state: 'sending' | 'provisional' | 'failed' | 'refused';
  readonly attempts: number;
  readonly settlesAt?: string;
  readonly cluster?: NonNullable<RulingBody['cluster']>;
  readonly problemCode?: string;
  readonly errors?: FieldProblems;
}

export interface Desk {
  /** The first one is on the desk, the others wait. */
  readonly held: readonly HeldTask[];
  readonly tray: readonly TrayItem[];
  /** What was typed, by task; kept over reloads and lost leases. */
  readonly drafts: Readonly<Record<string, DraftBody>>;
}

export type DeskChange =
  | { readonly type: 'claimed'; readonly tasks: readonly ReviewTaskBody[] }
  | { readonly type: 'returned'; readonly task: ReviewTaskBody }
  | { readonly type: 'extended'; readonly taskId: string; readonly lease: LeaseBody }
  | { readonly type: 'lost' | 'put_away'; readonly taskId: string }
  | { readonly type: 'drafted'; readonly taskId: string; readonly draft: DraftBody }
  | { readonly type: 'ruled'; readonly ruling: HandedIn }
  | { readonly type: 'resent' | 'cleared'; readonly taskId: string }
  | {
      readonly type: 'arrived';
      readonly taskId: string;
      readonly settlesAt: string;
      readonly cluster?: NonNullable<RulingBody['cluster']>;
    }
  | {
      readonly type: 'failed' | 'refused';
      readonly taskId: string;
      readonly problemCode: string;
      readonly errors?: FieldProblems;
    };

export const emptyDesk: Desk = { held: [], tray: [], drafts: {} };

const maxDrafts = 50;

export function changeDesk(desk: Desk, change: DeskChange): Desk {
  switch (change.type) {
    case 'claimed':
      return { ...desk, held: change.tasks.filter(notSent(desk)).reduce(hold, desk.held) };
    case 'returned':
      return returnTask(desk, change.task);
    case 'extended':
      return {
        ...desk,
        held: desk.held.map(only(change.taskId, (item) => ({ ...item, lease: change.lease }))),
      };
    case 'lost':
      return {
        ...desk,
        held: desk.held.map(only(change.taskId, (item) => ({ ...item, lost: true }))),
      };
    case 'put_away':
      return { ...desk, held: desk.held.filter(({ task }) => task.id !== change.taskId) };
    case 'drafted':
      return {
        ...desk,
        held: desk.held.map(only(change.taskId, withoutErrors)),
        drafts: keepDraft(desk.drafts, change.taskId, change.draft),
      };
    case 'ruled':
      return ruleCurrent(desk, change.ruling);
    case 'resent':
      return updateTray(desk, change.taskId, (item) => ({
        ...item,
        state: 'sending',
        attempts: item.attempts + 1,
      }));
    case 'arrived': {
      const { [change.taskId]: _, ...drafts } = desk.drafts;
      const arrived = updateTray(desk, change.taskId, (item) => ({
        ...item,
        state: 'provisional',
        settlesAt: change.settlesAt,
        ...(change.cluster === undefined ? {} : { cluster: change.cluster }),
      }));
      return { ...arrived, drafts };
    }
    case 'failed':
    case 'refused':
      return updateTray(desk, change.taskId, (item) => ({
        ...item,
        state: change.type,
        problemCode: change.problemCode,
        ...(change.errors === undefined ? {} : { errors: change.errors }),
      }));
    case 'cleared':
      return { ...desk, tray: desk.tray.filter(({ taskId }) => taskId !== change.taskId) };
  }
}

/** The draft to start with: what this browser knows, else what the lease kept, else the machine's first category. */
export function draftOf(desk: Desk, task: ReviewTaskBody): DraftBody {
  const first = task.decision?.reasons[0]?.category;
  return (
    desk.drafts[task.id] ??
    task.draft ??
    (first === undefined || first === 'system' ? {} : { category: first })
  );
}

/** The newest ruling that can still be undone. */
export const lastUndoable = (desk: Desk, nowMs: number): TrayItem | undefined =>
  desk.tray.findLast(
    ({ state, settlesAt }) =>
      state === 'provisional' && settlesAt !== undefined && Date.parse(settlesAt) > nowMs,
  );

/** The newest ruling that the gateway did not accept. */
export const lastRefused = (tray: Desk['tray']): TrayItem | undefined =>
  tray.findLast(({ state }) => state === 'refused');

// After a reload the gateway still counts a task as held whose ruling has not arrived yet.
const notSent =
  ({ tray }: Desk) =>
  (task: ReviewTaskBody): boolean =>
    !tray.some(
      ({ taskId, ruling, state }) =>
        taskId === task.id && ruling.epoch === task.lease?.epoch && state !== 'refused',
    );

function hold(held: readonly HeldTask[], task: ReviewTaskBody): readonly HeldTask[] {
  if (task.lease === undefined) return held;
  const item: HeldTask = { task, lease: task.lease, lost: false };
  const known = held.some((other) => other.task.id === task.id);
  return known ? held.map(only(task.id, () => item)) : [...held, item];
}

function returnTask(desk: Desk, task: ReviewTaskBody): Desk {
  const sent = desk.tray.find(({ taskId }) => taskId === task.id);
  const others = desk.held.filter((item) => item.task.id !== task.id);
  const drafts =
    sent === undefined ? desk.drafts : keepDraft(desk.drafts, task.id, draftFrom(sent.ruling));
  const errors = sent?.state === 'refused' ? sent.errors : undefined;
  const back = hold([], task).map((item) => (errors === undefined ? item : { ...item, errors }));
  return { held: [...back, ...others], tray: desk.tray.filter((item) => item !== sent), drafts };
}

function draftFrom(handedIn: HandedIn): DraftBody {
  const { category, clause, note } = handedIn;
  const { kind, outcome } =
    'authority' in handedIn ? { kind: undefined, outcome: undefined } : handedIn;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(category === undefined ? {} : { category }),
    ...(clause === undefined ? {} : { clause }),
    ...(note === undefined ? {} : { note }),
  };
}

function ruleCurrent(desk: Desk, ruling: HandedIn): Desk {
  const [current, ...held] = desk.held;
  if (current === undefined) return desk;
  const { id: taskId, queue } = current.task;
  const item: TrayItem = { taskId, queue, ruling, state: 'sending', attempts: 1 };
  return { ...desk, held, tray: [...desk.tray.filter((other) => other.taskId !== taskId), item] };
}

function keepDraft(drafts: Desk['drafts'], taskId: string, draft: DraftBody): Desk['drafts'] {
  const { [taskId]: _, ...others } = drafts;
  return Object.fromEntries([...Object.entries(others).slice(1 - maxDrafts), [taskId, draft]]);
}

const only =
  (taskId: string, change: (item: HeldTask) => HeldTask) =>
  (item: HeldTask): HeldTask =>
    item.task.id === taskId ? change(item) : item;

const withoutErrors = ({ errors: _, ...item }: HeldTask): HeldTask => item;

const updateTray = (desk: Desk, taskId: string, change: (item: TrayItem) => TrayItem): Desk => ({
  ...desk,
  tray: desk.tray.map((item) => (item.taskId === taskId ? change(item) : item)),
});
