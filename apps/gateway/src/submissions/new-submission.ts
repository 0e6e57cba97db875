import { hash } from 'node:crypto';
import { newId, serialiseContent, type NewSubmission } from '@assay/database';
import type { CreateSubmission } from '@assay/contracts';
import type { Lane } from '@assay/domain';

export interface SubmissionRequest {
  readonly tenantId: string;
  readonly body: CreateSubmission;
  readonly lane: Lane;
  readonly awaited: boolean;
  readonly idempotencyKey: string | undefined;
}

/** The row for a parsed request. The body hash does not depend on the order of the fields. */
export function newSubmission(request: SubmissionRequest): NewSubmission {
  const { tenantId, body, lane, awaited, idempotencyKey } = request;
  const content = serialiseContent({
    scene: body.scene,
    industry: body.industry ?? null,
    parts: body.parts,
    context: contextOf(body),
    authorId: body.authorId ?? null,
    externalId: body.externalId ?? null,
    metadata: body.metadata ?? {},
  });
  const idempotency =
    idempotencyKey === undefined
      ? null
      : { key: idempotencyKey, bodyHash: hash('sha256', content, 'hex') };
  return { id: newId(), tenantId, content, lane, awaited, idempotency };
}

/** Fields in a fixed order, whatever order they came in. */
function contextOf({ context }: CreateSubmission): object {
  if (context === undefined) return {};
  const { model, provider, prompt, sessionId } = context;
  return { model, provider, prompt, sessionId };
}
