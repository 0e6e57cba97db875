import type { Outcome } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { recordEvent } from '../event/record-event.js';
import { returnedRows } from '../returned-rows.js';

export interface ReportDecision {
  readonly caseId: string;
  readonly tenantId: string;
  readonly submissionId: string;
  readonly externalId: string | null;
  readonly rulingId: string;
  readonly actor: string;
  /** What holds from now on. */
  readonly outcome: Outcome;
  /** The verdict that was revised because of the reports; `null` when the one in force stays. */
  readonly resultRevision: number | null;
}

/** Decides every report that led to a case and tells the platform about each, so that it can tell who reported. */
export async function decideReports(
  manager: EntityManager,
  decision: ReportDecision,
): Promise<void> {
  const { caseId, tenantId, submissionId, outcome, resultRevision } = decision;
  const decided = await returnedRows<{ id: string }>(
    manager,
    `UPDATE report SET state = 'decided', outcome = $2, result_revision = $3, decided_at = now()
     WHERE case_id = $1 AND state = 'received' RETURNING id`,
    [caseId, outcome, resultRevision],
  );
  const revised = resultRevision !== null;
  for (const { id } of decided) {
    await recordAudit(manager, {
      tenantId,
      actor: decision.actor,
      action: 'report.decided',
      subjectType: 'report',
      subjectId: id,
      detail: { outcome, revised, rulingId: decision.rulingId },
    });
    const externalId = decision.externalId ?? undefined;
    // A person always decides; DSA art. 16(6) asks to say so.
    const report = { id, state: 'decided', outcome, revised, automated: false };
    await recordEvent(manager, {
      ...{ tenantId, submissionId, type: 'report.decided' },
      data: { submissionId, externalId, report },
    });
  }
}
