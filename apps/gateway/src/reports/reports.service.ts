import { Inject, Injectable } from '@nestjs/common';
import type { CreateReport, Page, ReportBody, ReportListQuery } from '@assay/contracts';
import { lodgeReport, readAsTenant, ReportStore, type Database } from '@assay/database';
import { failed, isKnownCategory, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { reportBody } from './report-body.js';

/** Reports on published content of the caller's tenant. */
@Injectable()
export class ReportsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Problems: `unknown_category`, `not_found`, `not_decided`, `invalid_transition`. */
  async lodge(actor: Principal, body: CreateReport): Promise<Result<ReportBody>> {
    const { submissionId, externalId, source, category, explanation } = body;
    if (category !== undefined && !isKnownCategory(category)) return unknownCategory;
    const lodged = await this.database.dataSource.transaction((manager) =>
      lodgeReport(manager, {
        ...{ submissionId, externalId, source, explanation },
        tenantId: actor.tenantId,
        category: category ?? null,
        location: body.location ?? null,
        reporterName: body.reporter?.name ?? null,
        reporterEmail: body.reporter?.email ?? null,
        lodgedBy: actor.id,
      }),
    );
    return lodged.ok ? this.find(actor, lodged.value) : lodged;
  }

  async list(actor: Principal, query: ReportListQuery): Promise<Result<Page<ReportBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const { limit, state, submissionId } = query;
    const reports = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new ReportStore(manager, actor.tenantId).list({
        ...{ state, submissionId },
        after: after.value,
        limit: limit + 1,
      }),
    );
    return ok(pageById(reports.map(reportBody), limit));
  }

  async find(actor: Principal, id: string): Promise<Result<ReportBody>> {
    const report = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new ReportStore(manager, actor.tenantId).find(id),
    );
    if (report === undefined) return failed('not_found', 'There is no such report.');
    return ok(reportBody(report));
  }
}

const unknown = 'No taxonomy has this category.';
const unknownCategory = failed('unknown_category', unknown, {
  errors: [{ pointer: '/category', code: 'unknown_category', message: unknown }],
});
