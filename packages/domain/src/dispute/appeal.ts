import { isSameJson } from './same-json.js';
import type { Measure } from '../decision/evidence.js';
import { failed, ok, type Result } from '../problems.js';
import type { AppealResult, AppealState, Outcome } from '../vocabulary.js';

/**
 * Moves of an appeal:
 * received → accepted (a person looks at it) | rejected (it is no appeal) | withdrawn (by whom it came from)
 * accepted → decided | withdrawn ; decided, rejected and withdrawn are final.
 */
const moves: Readonly<Record<AppealState, readonly AppealState[]>> = {
  received: ['accepted', 'rejected', 'withdrawn'],
  accepted: ['decided', 'withdrawn'],
  decided: [],
  rejected: [],
  withdrawn: [],
};

/** States in which a submission cannot be appealed against once more. */
export const openAppealStates: readonly AppealState[] = ['received', 'accepted'];

/** Whether an appeal may move. Problem: `invalid_transition`. */
export const moveAppeal = (from: AppealState, to: AppealState): Result<AppealState> =>
  moves[from].includes(to)
    ? ok(to)
    : failed('invalid_transition', `An appeal in state "${from}" cannot become "${to}".`);

/** The published clocks of one tenant (受理、处理、反馈时限) and how its appeals are handled. */
export interface AppealTerms {
  /** 受理: from receipt until somebody accepts or rejects it. */
  readonly acceptHours: number;
  /** 处理: from acceptance until it is decided. */
  readonly decideHours: number;
  /** 反馈: from the decision until the appellant is told. */
  readonly notifyHours: number;
  /** How long after a verdict it can be appealed against. */
  readonly windowDays: number;
  /** Every appeal is accepted at once; otherwise a lead accepts or rejects it. */
  readonly acceptAutomatically: boolean;
  readonly queue: string;
  /** Text on out-of-court settlement for statements of reasons; empty: none is named. */
  readonly outOfCourt: string;
}

/** 183 days: DSA art. 20 asks for at least six months. */
export const defaultAppealTerms: AppealTerms = {
  acceptHours: 24,
  decideHours: 72,
  notifyHours: 24,
  windowDays: 183,
  acceptAutomatically: true,
  queue: 'appeals',
  outOfCourt: '',
};

/** When each step of an appeal is due, epoch milliseconds. */
export interface AppealClocks {
  readonly acceptDueAtMs: number;
  readonly decideDueAtMs: number;
  readonly notifyDueAtMs: number;
}

/** When the steps happened, as far as they did. */
export interface AppealSteps {
  readonly acceptedAtMs?: number | null;
  readonly decidedAtMs?: number | null;
}

/**
 * The clocks of an appeal that was received at `receivedAtMs`. Each runs from the end of the step before it: from
 * when that happened, or else from when it is due.
 */
export function appealClocks(
  receivedAtMs: number,
  terms: Pick<AppealTerms, 'acceptHours' | 'decideHours' | 'notifyHours'>,
  { acceptedAtMs, decidedAtMs }: AppealSteps = {},
): AppealClocks {
  const acceptDueAtMs = receivedAtMs + terms.acceptHours * hourMs;
  const decideDueAtMs = (acceptedAtMs ?? acceptDueAtMs) + terms.decideHours * hourMs;
  const notifyDueAtMs = (decidedAtMs ?? decideDueAtMs) + terms.notifyHours * hourMs;
  return { acceptDueAtMs, decideDueAtMs, notifyDueAtMs };
}

/** Whether the clock that runs in this state has run out. A decided appeal was announced with its decision. */
export function isOverdue(state: AppealState, clocks: AppealClocks, nowMs: number): boolean {
  if (state === 'received') return nowMs > clocks.acceptDueAtMs;
  return state === 'accepted' && nowMs > clocks.decideDueAtMs;
}

/** Until when a verdict can be appealed against, epoch milliseconds. */
export const appealWindowEndsAtMs = (
  decidedAtMs: number,
  { windowDays }: Pick<AppealTerms, 'windowDays'>,
): number => decidedAtMs + windowDays * 24 * hourMs;

/** What a verdict and the settlement of a ruling are compared by. */
export interface Contested {
  readonly outcome: Outcome;
  /** Of the strongest reason. */
  readonly category: string | null;
  readonly measures: readonly Measure[];
}

/**
 * What an appeal ends in. `overturned`: what was stopped may be shown after all, or the other way round. `changed`:
 * still not free, but with another outcome, ground or measures. A ruling without a category keeps the ground.
 */
export function appealResult(contested: Contested, ruled: Contested): AppealResult {
  const isFree = ({ outcome }: Contested): boolean => outcome === 'pass';
  if (isFree(contested) !== isFree(ruled)) return 'overturned';
  if (isFree(contested)) return 'upheld';
  const sameGround = ruled.category === null || ruled.category === contested.category;
  const same =
    contested.outcome === ruled.outcome &&
    sameGround &&
    isSameJson(contested.measures, ruled.measures);
  return same ? 'upheld' : 'changed';
}

const hourMs = 3_600_000;
