import { blacklistStates, type BlacklistState } from '../vocabulary.js';
import {
  editEntry,
  isConfirmation,
  matchedStates,
  moveEntry,
  nextStates,
  permissionsForMove,
} from './life.js';

/** Rows are the state before, columns the state after: `a` any actor, `s` a second person, `.` no such move. */
const table: Readonly<Record<BlacklistState, string>> = {
  //          draft proposed shadow active disputed suspended retired
  draft: /*    */ '.      a      .      .      .       .       a',
  proposed: /* */ 'a      .      s      s      .       .       a',
  shadow: /*   */ '.      .      .      s      .       .       a',
  active: /*   */ '.      .      a      .      a       a       a',
  disputed: /* */ '.      .      .      s      .       a       a',
  suspended: /**/ '.      .      .      s      .       .       a',
  retired: /*  */ '.      .      .      .      .       .       .',
};
const pairs = blacklistStates.flatMap((from) =>
  table[from].split(/ +/).map((rule, column) => [from, blacklistStates[column], rule] as const),
);

test('the table names every pair of states', () => {
  expect(pairs).toHaveLength(blacklistStates.length ** 2);
});

describe.each(pairs)('%s → %s (%s)', (from, to, rule) => {
  const move = (actor: string) =>
    moveEntry({ from, to: to as BlacklistState, proposedBy: 'ann', actor });
  const problemOf = (actor: string) => {
    const result = move(actor);
    return result.ok ? result.value : result.problem.code;
  };

  test('by the proposer', () => {
    const expected = { a: to, s: 'same_principal', '.': 'invalid_transition' };
    expect(problemOf('ann')).toBe(expected[rule as 'a']);
  });

  test('by somebody else', () => {
    expect(problemOf('bob')).toBe(rule === '.' ? 'invalid_transition' : to);
  });

  test('the menu, the confirmation and the permission agree with the table', () => {
    expect(nextStates(from).includes(to as BlacklistState)).toBe(rule !== '.');
    expect(isConfirmation(from, to as BlacklistState)).toBe(rule === 's');
    expect(permissionsForMove(from, to as BlacklistState)).toEqual(
      rule === 's' ? ['blacklist:confirm'] : ['blacklist:propose', 'blacklist:confirm'],
    );
  });
});

test('a state that is matched can only be reached from an unmatched one by a second person', () => {
  for (const [from, to, rule] of pairs) {
    if (rule === '.' || matchedStates.includes(from)) continue;
    if (matchedStates.includes(to as BlacklistState))
      expect([from, to, rule]).toEqual([from, to, 's']);
  }
});

describe('editing', () => {
  const edit = (state: BlacklistState, actor: string, newExpiresAtMs: number) => {
    const result = editEntry({
      state,
      proposedBy: 'ann',
      actor,
      expiresAtMs: 1000,
      newExpiresAtMs,
    });
    return result.ok ? 'ok' : result.problem.code;
  };
  test.each(matchedStates)(
    'the proposer may shorten but not prolong an entry in state %s',
    (state) => {
      expect(edit(state, 'ann', 500)).toBe('ok');
      expect(edit(state, 'ann', 1000)).toBe('ok');
      expect(edit(state, 'ann', 1001)).toBe('same_principal');
      expect(edit(state, 'bob', 1001)).toBe('ok');
    },
  );

  test('before anybody confirmed it, the proposer may set any expiry', () => {
    expect(edit('proposed', 'ann', 5000)).toBe('ok');
  });

  test('a retired entry no longer changes', () => {
    expect(edit('retired', 'bob', 500)).toBe('invalid_transition');
  });
});
