import type { ReportSource } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** What the reviewer of a reported submission reads beside it. Not who reported. */
export interface ReportAtDesk {
  readonly source: ReportSource;
  readonly category: string | null;
  readonly explanation: string;
  readonly location: string | null;
  readonly createdAt: Date;
}

/** Reports shown with one task; a campaign of thousands says nothing more. */
const most = 20;

/** The reports that a case is about, trusted ones first, then oldest first. Use it inside `readAsTenant`. */
export function reportsForCase(
  manager: EntityManager,
  caseId: string,
): Promise<readonly ReportAtDesk[]> {
  return manager.query(
    `SELECT source, category, explanation, location, created_at AS "createdAt" FROM report
     WHERE case_id = $1 ORDER BY source <> 'user' DESC, id LIMIT ${most}`,
    [caseId],
  );
}
