import { hash } from 'node:crypto';
import { newId, type NewSubmission } from '@assay/database';
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
export function newSubmission({
  tenantId,
  body,
  lane,
  awaited,
  idempotencyKey,
}: SubmissionRequest): NewSubmission {
  return {
    id: newId(),
    tenantId,
    scene: body.scene,
    industry: body.industry ?? null,
    parts: body.parts,
    context: body.context ?? {},
    authorId: body.authorId ?? null,
    externalId: body.externalId ?? null,
    metadata: body.metadata ?? {},
    lane,
    awaited,
    idempotency:
      idempotencyKey === undefined ? null : { key: idempotencyKey, bodyHash: bodyHash(body) },
  };
}

function bodyHash(body: CreateSubmission): Buffer {
  const metadata = Object.entries(body.metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const context = body.context ?? {};
  const canonical = [
    body.parts.map(({ type, text }) => [type, text]),
    body.scene,
    body.industry,
    [context.model, context.provider, context.prompt, context.sessionId],
    body.authorId,
    body.externalId,
    metadata,
  ];
  return hash('sha256', JSON.stringify(canonical), 'buffer');
}
