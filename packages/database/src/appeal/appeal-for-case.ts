import {
  locales,
  statementOfReasons,
  type AppellantKind,
  type Locale,
  type Statement,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { loadStatementFacts } from '../dispute/statement-facts.js';

/** What the reviewer of an appeal reads beside the content. Not who lodged it. */
export interface AppealAtDesk {
  readonly appealId: string;
  readonly text: string;
  readonly appellantKind: AppellantKind;
  readonly contestedRevision: number;
  readonly entryId: string | null;
  /** Reasons of the contested verdict in both languages. */
  readonly statement: Readonly<Record<Locale, Statement>>;
}

/** The appeal that a case is about; `undefined` for cases of other purposes. Use it inside `readAsTenant`. */
export async function appealForCase(
  manager: EntityManager,
  caseId: string,
): Promise<AppealAtDesk | undefined> {
  const [appeal]: (Omit<AppealAtDesk, 'statement'> & {
    readonly tenantId: string;
    readonly submissionId: string;
  })[] = await manager.query(
    `SELECT id AS "appealId", tenant_id AS "tenantId", submission_id AS "submissionId", text,
       appellant_kind AS "appellantKind", contested_revision AS "contestedRevision", entry_id AS "entryId"
     FROM appeal WHERE case_id = $1`,
    [caseId],
  );
  if (appeal === undefined) return undefined;
  const { tenantId, submissionId, ...shown } = appeal;
  const revision = appeal.contestedRevision;
  const loaded = await loadStatementFacts(manager, { tenantId, submissionId, revision });
  if (loaded.type !== 'facts') throw new Error('A contested verdict is gone.');
  const statements = locales.map((locale) => [locale, statementOfReasons(loaded.facts, locale)]);
  return { ...shown, statement: Object.fromEntries(statements) as Record<Locale, Statement> };
}
