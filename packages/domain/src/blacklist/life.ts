import type { Permission } from '../access/permissions.js';
import { failed, ok, type Result } from '../problems.js';
import type { BlacklistState } from '../vocabulary.js';

/**
 * Life of a blacklist entry: draft → proposed → (shadow) → active → disputed / suspended → retired.
 * `second` moves give an entry effect and need somebody other than its proposer.
 */
const moves: Readonly<Record<BlacklistState, Partial<Record<BlacklistState, 'any' | 'second'>>>> = {
  draft: { proposed: 'any', retired: 'any' },
  proposed: { shadow: 'second', active: 'second', draft: 'any', retired: 'any' },
  shadow: { active: 'second', retired: 'any' },
  active: { shadow: 'any', disputed: 'any', suspended: 'any', retired: 'any' },
  disputed: { active: 'second', suspended: 'any', retired: 'any' },
  suspended: { active: 'second', retired: 'any' },
  retired: {},
};

/** States in which an entry is loaded into matching. */
export const matchedStates: readonly BlacklistState[] = ['shadow', 'active', 'disputed'];

export interface MoveRequest {
  readonly from: BlacklistState;
  readonly to: BlacklistState;
  /** Principal who proposed the entry; two keys or users of one owner are one principal. */
  readonly proposedBy: string;
  readonly actor: string;
}

/**
 * Decides whether an entry may move. Problems: `invalid_transition` when the table has no such move,
 * `same_principal` when the move needs a second person and the actor is the proposer.
 */
export function moveEntry({ from, to, proposedBy, actor }: MoveRequest): Result<BlacklistState> {
  const rule = moves[from][to];
  if (rule === undefined) {
    return failed('invalid_transition', `An entry in state "${from}" cannot move to "${to}".`);
  }
  if (rule === 'second' && proposedBy === actor) {
    return failed('same_principal', 'Somebody other than the proposer must confirm this entry.');
  }
  return ok(to);
}

/** Whether a move gives an entry effect on a second person's word. False for moves that do not exist. */
export const isConfirmation = (from: BlacklistState, to: BlacklistState): boolean =>
  moves[from][to] === 'second';

/** Permissions of which a move asks one: confirming is its own, everything else is open to both sides. */
export const permissionsForMove = (
  from: BlacklistState,
  to: BlacklistState,
): readonly Permission[] =>
  isConfirmation(from, to) ? ['blacklist:confirm'] : ['blacklist:propose', 'blacklist:confirm'];

/** The moves open from a state, for menus. */
export const nextStates = (from: BlacklistState): readonly BlacklistState[] =>
  Object.keys(moves[from]) as BlacklistState[];

export interface EditRequest {
  readonly state: BlacklistState;
  readonly proposedBy: string;
  readonly actor: string;
  readonly expiresAtMs: number;
  readonly newExpiresAtMs: number;
}

/**
 * Decides whether note and expiry of an entry may change. Problems: `invalid_transition` once it is retired;
 * `same_principal` when its proposer would prolong an entry that is matched, because that is new effect.
 */
export function editEntry(request: EditRequest): Result<BlacklistState> {
  const { state, proposedBy, actor, expiresAtMs, newExpiresAtMs } = request;
  if (state === 'retired') {
    return failed('invalid_transition', 'A retired entry no longer changes. Propose a new one.');
  }
  const isProlonged = newExpiresAtMs > expiresAtMs && matchedStates.includes(state);
  if (isProlonged && proposedBy === actor) {
    return failed('same_principal', 'Somebody other than the proposer must prolong this entry.');
  }
  return ok(state);
}
