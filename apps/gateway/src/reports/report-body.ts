import type { ReportBody } from '@assay/contracts';
import type { StoredReport } from '@assay/database';

export const reportBody = (report: StoredReport): ReportBody & { id: string } => ({
  id: report.id,
  submissionId: report.submissionId,
  ...(report.externalId === null ? {} : { externalId: report.externalId }),
  source: report.source,
  ...(report.category === null ? {} : { category: report.category }),
  explanation: report.explanation,
  ...(report.location === null ? {} : { location: report.location }),
  reporter: {
    ...(report.reporterName === null ? {} : { name: report.reporterName }),
    ...(report.reporterEmail === null ? {} : { email: report.reporterEmail }),
  },
  state: report.state,
  reportsTogether: report.reportsOfCase,
  ...(report.outcome === null ? {} : { outcome: report.outcome }),
  ...(report.resultRevision === null ? {} : { resultRevision: report.resultRevision }),
  createdAt: report.createdAt.toISOString(),
  ...(report.decidedAt === null ? {} : { decidedAt: report.decidedAt.toISOString() }),
});
