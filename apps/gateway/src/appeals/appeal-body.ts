import { isOverdue } from '@assay/domain';
import type { AppealBody } from '@assay/contracts';
import type { StoredAppeal } from '@assay/database';

export const appealBody = (appeal: StoredAppeal, nowMs: number): AppealBody & { id: string } => ({
  id: appeal.id,
  submissionId: appeal.submissionId,
  ...present('externalId', appeal.externalId),
  contestedRevision: appeal.contestedRevision,
  ...present('entryId', appeal.entryId),
  state: appeal.state,
  text: appeal.text,
  appellant: { kind: appeal.appellantKind, ...present('reference', appeal.appellantReference) },
  ...present('result', appeal.result),
  ...present('resultRevision', appeal.resultRevision),
  ...present('reason', appeal.reason),
  createdAt: appeal.createdAt.toISOString(),
  acceptDueAt: appeal.acceptDueAt.toISOString(),
  ...present('acceptedAt', appeal.acceptedAt?.toISOString()),
  decideDueAt: appeal.decideDueAt.toISOString(),
  ...present('closedAt', appeal.closedAt?.toISOString()),
  notifyDueAt: appeal.notifyDueAt.toISOString(),
  overdue: isOverdue(
    appeal.state,
    {
      acceptDueAtMs: appeal.acceptDueAt.getTime(),
      decideDueAtMs: appeal.decideDueAt.getTime(),
      notifyDueAtMs: appeal.notifyDueAt.getTime(),
    },
    nowMs,
  ),
});

const present = <K extends string, V>(key: K, value: V | null | undefined) =>
  (value === null || value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
