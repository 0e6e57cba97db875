import { loadPublishedPolicies } from '@assay/database';
import { decide, type Reason, type TextPart } from '@assay/domain';
import { BlacklistIndex, compilePolicy, screen } from '@assay/screening';
import type { EntityManager } from 'typeorm';

/**
 * What the scene's policy finds in a text, findings of `category` first, since tasks stand under the category of their
 * first reason; nothing when there is no such finding. The blacklist is left out. Compiles the policy, so it is for the
 * occasional item only.
 */
export async function screenedReasons(
  manager: EntityManager,
  item: {
    readonly tenantId: string;
    readonly scene: string;
    readonly industry: string | null;
    readonly parts: readonly TextPart[];
    readonly category: string;
  },
): Promise<readonly Reason[]> {
  const { tenantId, scene, industry, parts, category } = item;
  const { policies } = await loadPublishedPolicies(manager, { tenantId });
  const ofScene = policies.filter((policy) => policy.scene === scene);
  const policy =
    ofScene.find((each) => each.industry === industry) ??
    ofScene.find((each) => each.industry === null);
  const compiled = policy && compilePolicy(policy.definition);
  if (policy === undefined || compiled?.ok !== true) return [];
  const evidence = screen({
    compiled: compiled.compiled,
    blacklist: new BlacklistIndex(),
    submission: { tenantId, scene, industry, parts },
    evaluatedAtMs: Date.now(),
  });
  const { reasons } = decide(policy.definition, evidence);
  const own = reasons.filter((reason) => reason.category === category);
  if (own.length === 0) return [];
  return [...own, ...reasons.filter((reason) => reason.category !== category)];
}
