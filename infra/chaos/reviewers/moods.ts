/** What a reviewer is up to: everything that may happen, to finish what is there, or nothing. */
export type Mood = 'wild' | 'tidy' | 'resting';

export type Move =
  'heartbeat' | 'rule' | 'release' | 'skip' | 'escalate' | 'transfer' | 'refer' | 'stale';

const wildMoves: readonly (readonly [Move, number])[] = [
  ['heartbeat', 30],
  ['rule', 38],
  ['release', 7],
  ['skip', 5],
  ['escalate', 3],
  ['transfer', 4],
  ['refer', 3],
  ['stale', 10],
];

/** What somebody who holds a task does next. */
export function chooseMove(mood: Mood, random: () => number): Move {
  if (mood === 'tidy') return random() < 0.9 ? 'rule' : 'heartbeat';
  let left = random() * wildMoves.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [move, weight] of wildMoves) {
    left -= weight;
    if (left < 0) return move;
  }
  return 'rule';
}
