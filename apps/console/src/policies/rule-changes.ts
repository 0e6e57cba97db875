import type { PolicyDefinitionBody } from '@assay/contracts';

type Rules = PolicyDefinitionBody['rules'];

export interface RuleChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Which rules differ between two versions, by id. */
export function ruleChanges(before: Rules, after: Rules): RuleChanges {
  const old = new Map(before.map((rule) => [rule.id, JSON.stringify(rule)]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    changed: after
      .filter((rule) => old.has(rule.id) && old.get(rule.id) !== JSON.stringify(rule))
      .map(({ id }) => id),
    removed: before.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
  };
}
