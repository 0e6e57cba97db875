import { concludePanel, type CasePurpose, type Conclusion } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { Closing } from '../../verdict/closing.js';
import { recordReferral } from '../../referral/record-referral.js';
import { concludeAppeal } from './appeal.js';
import { concludeAudit } from './audit.js';
import { cancelOpenSeats, openArbitration } from './case-seats.js';
import type { ConcludeCase, ConcludedCase, FinalRuling } from './concluded-case.js';
import { loadConcluded, lockCases, type HeardCase } from './load-cases.js';
import { concludeFirstReview } from './first-review.js';
import { concludeGold } from './gold.js';
import { concludeReopened } from './reopened.js';
import { concludeReport } from './report.js';

/** What follows from a case of each purpose. */
const followUps: Readonly<Record<CasePurpose, ConcludeCase>> = {
  first_review: concludeFirstReview,
  reopened: concludeReopened,
  gold: concludeGold,
  appeal: concludeAppeal,
  report: concludeReport,
  audit: concludeAudit,
};

/**
 * Hears the panels of these cases after rulings of theirs became final. Cases that are not open any more stay as they
 * are: a ruling that came late counts for agreement only. Returns the verdicts to be written. Call inside the
 * transaction of the settlement.
 */
export async function concludeCases(
  manager: EntityManager,
  caseIds: readonly string[],
): Promise<readonly Closing[]> {
  const closings: Closing[] = [];
  for (const heard of await lockCases(manager, caseIds)) {
    const conclusion = hear(heard);
    if (conclusion.type === 'arbitration') await openArbitration(manager, heard);
    if (conclusion.type !== 'concluded') continue;
    const { ruling, agreed } = conclusion;
    await cancelOpenSeats(manager, { caseId: heard.caseId, outcome: ruling.outcome, agreed });
    const concluded: ConcludedCase = await loadConcluded(manager, heard, { ruling, agreed });
    await referOn(manager, concluded);
    closings.push(...(await followUps[heard.purpose](manager, concluded)));
  }
  return closings;
}

function hear({ panel, rulings }: HeardCase): Conclusion<FinalRuling> {
  const seated = (ruling: FinalRuling): boolean => ruling.slot <= panel.reviewers;
  return concludePanel(panel, {
    rulings: rulings.filter(seated),
    arbitration: rulings.find((ruling) => !seated(ruling)),
  });
}

/** Keeps what is referred to the law. A gold item is nobody's content. */
async function referOn(manager: EntityManager, concluded: ConcludedCase): Promise<void> {
  const { purpose, tenantId, submissionId, caseId, ruling } = concluded;
  const { id: rulingId, actor, referral } = ruling;
  if (purpose === 'gold' || ruling.kind !== 'referral' || referral === null) return;
  await recordReferral(manager, { tenantId, submissionId, caseId, rulingId, actor, referral });
}
