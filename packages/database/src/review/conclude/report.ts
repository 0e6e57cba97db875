import { settle } from '@assay/domain';
import { decideReports } from '../../report/decide-reports.js';
import { differs } from './contested.js';
import type { ConcludeCase } from './concluded-case.js';
import { nextVerdict } from './next-verdict.js';

/**
 * People have looked at published content that was reported. Every report of the case is decided; a new revision
 * follows where the ruling differs from the verdict in force. What cannot be judged stays as it was.
 */
export const concludeReport: ConcludeCase = async (manager, concluded) => {
  const { ruling, machineReasons, current, externalId } = concluded;
  const { outcome, measures } = settle(machineReasons, ruling);
  const judged = ruling.kind !== 'content_broken';
  const revises = judged && differs(current, { outcome, measures, category: ruling.category });
  const closings = revises ? [nextVerdict(concluded, 'report')] : [];
  const { caseId, tenantId, submissionId } = concluded;
  await decideReports(manager, {
    ...{ caseId, tenantId, submissionId, externalId, rulingId: ruling.id, actor: ruling.actor },
    outcome: judged ? outcome : (current?.outcome ?? outcome),
    resultRevision: closings[0]?.revision ?? null,
  });
  return closings;
};
