import type { SubmissionBody, VerdictBody } from '@assay/contracts';
import type { StoredSubmission, StoredVerdict } from '@assay/database';

/** A stored submission as the wire shows it. */
export function submissionBody(stored: StoredSubmission): SubmissionBody {
  return {
    id: stored.id,
    status: stored.status,
    scene: stored.scene,
    ...(stored.industry === null ? {} : { industry: stored.industry }),
    ...(stored.externalId === null ? {} : { externalId: stored.externalId }),
    ...(stored.authorId === null ? {} : { authorId: stored.authorId }),
    receivedAt: stored.receivedAt.toISOString(),
    ...(stored.decision === null
      ? {}
      : { decision: stored.decision as SubmissionBody['decision'] }),
    ...(stored.verdict === null ? {} : { verdict: verdictBody(stored.verdict) }),
  };
}

export function verdictBody({ measures, ...verdict }: StoredVerdict): VerdictBody {
  return { ...verdict, ...(measures.length > 0 ? { measures } : {}) } as VerdictBody;
}
