import { failed, ok, taskRankMs, type ReportSource, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { hadPart } from '../dispute/had-part.js';
import { newId } from '../random-pool.js';
import { openCase, type OpenedCase } from '../review/open-case.js';
import { takeFromReporter } from './take-from-reporter.js';

/** A notice about published content, in the shape of DSA art. 16. Good faith is stated by whoever hands it in. */
export interface NewReport {
  readonly tenantId: string;
  /** One of these two; by `externalId` the newest submission that has it. */
  readonly submissionId: string | undefined;
  readonly externalId: string | undefined;
  readonly source: ReportSource;
  readonly category: string | null;
  readonly explanation: string;
  readonly location: string | null;
  readonly reporterName: string | null;
  readonly reporterEmail: string | null;
  readonly lodgedBy: string;
}

interface Reported {
  readonly submissionId: string;
  readonly revision: number | null;
  readonly withdrawn: boolean | null;
}

const queue = 'reports';

/**
 * Receives a report and has people look at the content; reports on content that they look at already join that case.
 * Answers its id. `not_found`, `not_decided`, `invalid_transition` for a withdrawn submission. Call inside a transaction.
 */
export async function lodgeReport(
  manager: EntityManager,
  report: NewReport,
): Promise<Result<string>> {
  const reported = await find(manager, report);
  if (reported === undefined) return failed('not_found', 'There is no such submission.');
  if (reported.revision === null) {
    return failed('not_decided', 'The submission has no verdict yet; people may see it anyway.');
  }
  if (reported.withdrawn === true) {
    return failed('invalid_transition', 'The submission was withdrawn and is not published.');
  }
  const caseId = await joinCase(manager, report, reported);
  if (!caseId.ok) return caseId;
  const id = newId();
  await insert(manager, { id, report, caseId: caseId.value, submissionId: reported.submissionId });
  const { tenantId, lodgedBy: actor } = report;
  const detail = {
    submissionId: reported.submissionId,
    caseId: caseId.value,
    source: report.source,
  };
  const subject = { subjectType: 'report', subjectId: id };
  await recordAudit(manager, { tenantId, actor, action: 'report.lodged', ...subject, detail });
  return ok(id);
}

async function find(
  manager: EntityManager,
  { tenantId, submissionId, externalId }: NewReport,
): Promise<Reported | undefined> {
  const [row]: Reported[] = await manager.query(
    `SELECT s.id AS "submissionId", v.revision, v.cause = 'withdrawal' AS withdrawn
     FROM submission s LEFT JOIN LATERAL (
       SELECT revision, cause FROM verdict w WHERE w.submission_id = s.id ORDER BY w.revision DESC LIMIT 1
     ) v ON true
     WHERE s.tenant_id = $1 AND ${submissionId === undefined ? 's.external_id = $2' : 's.id = $2::uuid'}
     ORDER BY s.id DESC LIMIT 1`,
    [tenantId, submissionId ?? externalId],
  );
  return row;
}

/** Opens the case, or joins the one that is open; between the two it may have been concluded, so twice. */
async function joinCase(
  manager: EntityManager,
  report: NewReport,
  reported: Reported,
): Promise<Result<string>> {
  const severity = report.source === 'user' ? 'medium' : 'high';
  const { lodgedBy } = report;
  for (;;) {
    const opened = await open(manager, { report, reported, severity });
    if (opened.ok) return ok(opened.value.caseId);
    if (opened.problem.code !== 'duplicate') return opened;
    const caseId = await lockReportCase(manager, reported);
    if (caseId === undefined) continue;
    await joined(manager, { caseId, severity, lodgedBy });
    return ok(caseId);
  }
}

/** Tasks come before the case, in the order a settlement locks them. `undefined` when it was concluded meanwhile. */
async function lockReportCase(
  manager: EntityManager,
  { submissionId }: Reported,
): Promise<string | undefined> {
  await manager.query(
    `SELECT 1 FROM review_task WHERE submission_id = $1 AND purpose = 'report' AND state IN ('open', 'leased', 'ruled')
     ORDER BY id FOR UPDATE`,
    [submissionId],
  );
  const [found]: { id: string }[] = await manager.query(
    `SELECT id FROM review_case WHERE submission_id = $1 AND purpose = 'report' AND state = 'open' FOR SHARE`,
    [submissionId],
  );
  return found?.id;
}

interface Opening {
  readonly report: NewReport;
  readonly reported: Reported;
  readonly severity: 'medium' | 'high';
}

async function open(
  manager: EntityManager,
  { report, reported, severity }: Opening,
): Promise<Result<OpenedCase>> {
  const { tenantId, category, lodgedBy } = report;
  const { submissionId, revision } = reported;
  const had = await hadPart(manager, { submissionId, entryIds: [] });
  return openCase(manager, {
    ...{ tenantId, submissionId, queue, severity },
    purpose: 'report',
    requestedBy: lodgedBy,
    ...(revision === null ? {} : { contestedRevision: revision }),
    ...(category === null ? {} : { category }),
    excluded: [...had, lodgedBy],
  });
}

/** A report that joins keeps its author away from the case, and moves waiting tasks ahead when it is a weighty one. */
async function joined(
  manager: EntityManager,
  joining: {
    readonly caseId: string;
    readonly severity: 'medium' | 'high';
    readonly lodgedBy: string;
  },
): Promise<void> {
  const { caseId, severity, lodgedBy } = joining;
  await takeFromReporter(manager, { caseId, lodgedBy });
  if (severity !== 'high') return;
  const aheadSeconds = -taskRankMs(0, 'high') / 1000;
  await manager.query(
    `UPDATE review_task SET rank = least(rank, due_at - make_interval(secs => $2))
     WHERE case_id = $1 AND state = 'open'`,
    [caseId, aheadSeconds],
  );
}

async function insert(
  manager: EntityManager,
  made: {
    readonly id: string;
    readonly report: NewReport;
    readonly caseId: string;
    readonly submissionId: string;
  },
): Promise<void> {
  const { id, report, caseId, submissionId } = made;
  await manager.query(
    `INSERT INTO report (id, tenant_id, submission_id, case_id, source, category, explanation, location,
       reporter_name, reporter_email, lodged_by, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'received')`,
    [
      id,
      report.tenantId,
      submissionId,
      caseId,
      report.source,
      report.category,
      report.explanation,
      report.location,
      report.reporterName,
      report.reporterEmail,
      report.lodgedBy,
    ],
  );
}
