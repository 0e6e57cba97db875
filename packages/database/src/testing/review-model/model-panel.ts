import type { ModelCase, Word } from './model-task.js';

/** True when the panel needs an arbiter. */
export function hear(of: ModelCase): boolean {
  const finals = of.tasks.flatMap((task) => {
    const last = task.rulings.at(-1);
    return task.state === 'settled' && last !== undefined ? [{ slot: task.slot, ...last }] : [];
  });
  const seated = finals.filter(({ slot }) => slot <= of.reviewers);
  const arbitration = finals.find(({ slot }) => slot > of.reviewers);
  if (arbitration !== undefined) conclude(of, arbitration.word);
  else if (seated.some(({ word }) => word === 'referral')) conclude(of, 'referral');
  else {
    const agreed = (['pass', 'block', 'broken'] as const).find(
      (word) => seated.filter((ruling) => ruling.word === word).length >= of.agreeing,
    );
    if (agreed !== undefined) conclude(of, agreed);
    else if (seated.length === of.reviewers) {
      if (of.arbiter) return true;
      conclude(of, seated.some(({ word }) => word !== 'pass') ? 'block' : 'pass');
    }
  }
  return false;
}

function conclude(of: ModelCase, word: Word): void {
  of.state = 'concluded';
  of.outcome = word === 'pass' ? 'pass' : 'block';
  for (const task of of.tasks) if (task.state === 'open') task.state = 'cancelled';
}
