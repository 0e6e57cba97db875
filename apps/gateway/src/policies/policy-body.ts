import type { PolicyBody, PolicyDetail } from '@assay/contracts';
import type { PolicySummary, PolicyWithDefinition } from '@assay/database';

/** A stored policy version as the wire shows it. */
export function policyBody(stored: PolicySummary): PolicyBody {
  return {
    id: stored.id,
    policyId: stored.policyId,
    name: stored.name,
    scene: stored.scene,
    ...(stored.industry === null ? {} : { industry: stored.industry }),
    version: stored.version,
    state: stored.state,
    ruleCount: stored.ruleCount,
    createdBy: stored.createdBy,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
    ...(stored.publishedBy === null ? {} : { publishedBy: stored.publishedBy }),
    ...(stored.publishedAt === null ? {} : { publishedAt: stored.publishedAt.toISOString() }),
    ...(stored.retiredAt === null ? {} : { retiredAt: stored.retiredAt.toISOString() }),
  };
}

export const policyDetail = (stored: PolicyWithDefinition): PolicyDetail => ({
  ...policyBody(stored),
  definition: stored.definition as PolicyDetail['definition'],
});
