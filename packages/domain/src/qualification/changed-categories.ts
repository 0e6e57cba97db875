import type { PolicyDefinition } from '../policy/policy.js';
import type { StandardClause } from './standard.js';

type Categorised = Pick<PolicyDefinition, 'taxonomy' | 'rules'>;

/**
 * Categories whose rules differ between two versions of a policy, sorted: rules that were added, removed or edited in
 * any way. Another taxonomy changes all of them. Order of rules and of fields does not matter. Routing and thresholds
 * are the machine's affair and change nothing that people were examined on. Pure; O(size of both definitions).
 */
export function changedCategories(before: Categorised, after: Categorised): readonly string[] {
  if (before.taxonomy !== after.taxonomy) {
    return sorted([...before.rules, ...after.rules].map(({ category }) => category));
  }
  return changedIn(before.rules, after.rules);
}

/** Categories whose clauses differ between two versions of a standard, sorted. As `changedCategories`. */
export const changedClauseCategories = (
  before: readonly StandardClause[],
  after: readonly StandardClause[],
): readonly string[] => changedIn(before, after);

interface Item {
  readonly id: string;
  readonly category: string;
}

function changedIn(before: readonly Item[], after: readonly Item[]): readonly string[] {
  const old = byCategory(before);
  const fresh = byCategory(after);
  const all = sorted([...old.keys(), ...fresh.keys()]);
  return all.filter((category) => old.get(category) !== fresh.get(category));
}

/** Everything a category says, as one comparable word. */
function byCategory(items: readonly Item[]): ReadonlyMap<string, string> {
  const words = new Map<string, string[]>();
  for (const item of items) {
    const word = canonical(item);
    const others = words.get(item.category);
    if (others === undefined) words.set(item.category, [word]);
    else others.push(word);
  }
  return new Map([...words].map(([category, list]) => [category, list.sort().join('\n')]));
}

/** JSON with the fields in one order, so that the same rule written differently stays the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const sorted = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();
