import { Inject, Injectable } from '@nestjs/common';
import type {
  AccuracyBody,
  AccuracyQuery,
  AgreementQuery,
  AgreementReportBody,
  MachineQualityBody,
  MachineQualityQuery,
  OwnQualityBody,
  ReversalBody,
  ReversalQuery,
} from '@assay/contracts';
import {
  AccuracyStore,
  agreementReport,
  AgreementStore,
  machineQualityReport,
  MachineQualityStore,
  OwnFiguresStore,
  readAsTenant,
  ReversalStore,
  type AgreementRow,
  type Database,
} from '@assay/database';
import { agreementFloor, agreementTarget, type Principal } from '@assay/domain';
import { DATABASE } from '../database.js';
import { askedPeriod } from './asked-period.js';

/** Figures about machine review and people of the caller's tenant. */
@Injectable()
export class QualityService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async machine({ tenantId }: Principal, query: MachineQualityQuery): Promise<MachineQualityBody> {
    const wish = { tenantId, ...query, ...askedPeriod(query) };
    const audits = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new MachineQualityStore(manager).audits(wish),
    );
    const { rows, ...totals } = await machineQualityReport(audits, wish);
    return { ...frame(wish), groupBy: query.groupBy, ...totals, items: [...rows] };
  }

  async agreement({ tenantId }: Principal, query: AgreementQuery): Promise<AgreementReportBody> {
    const wish = { tenantId, ...query, ...askedPeriod(query) };
    const { rulings, truncated, teams } = await readAsTenant(
      this.database.dataSource,
      tenantId,
      async (manager) => {
        const store = new AgreementStore(manager);
        return { ...(await store.rulings(wish)), teams: await store.teams(tenantId) };
      },
    );
    const rows = await agreementReport(rulings, { ...wish, teams });
    const { groupBy, label, source } = query;
    return {
      ...frame(wish),
      groupBy,
      label,
      source,
      target: agreementTarget,
      floor: agreementFloor,
      truncated,
      items: rows.map(agreementItem),
    };
  }

  async accuracy({ tenantId }: Principal, query: AccuracyQuery): Promise<AccuracyBody> {
    const wish = { tenantId, ...query, ...askedPeriod(query) };
    const rows = await new AccuracyStore(this.database.dataSource.manager).rows(wish);
    return { ...frame(wish), groupBy: query.groupBy, items: rows.map(withName) };
  }

  async reversals({ tenantId }: Principal, query: ReversalQuery): Promise<ReversalBody> {
    const wish = { tenantId, ...query, ...askedPeriod(query) };
    const rows = await new ReversalStore(this.database.dataSource.manager).rows(wish);
    return { ...frame(wish), groupBy: query.groupBy, items: rows.map(withName) };
  }

  async mine({ tenantId, id }: Principal): Promise<OwnQualityBody> {
    const store = new OwnFiguresStore(this.database.dataSource.manager);
    const { since, asOf, medianHandlingMs, gold, ...counts } = await store.read({
      tenantId,
      actor: id,
    });
    return {
      since: since.toISOString(),
      asOf: asOf.toISOString(),
      ...counts,
      ...(medianHandlingMs === null ? {} : { medianHandlingMs }),
      ...(gold === null ? {} : { gold }),
    };
  }
}

const frame = ({ since, until }: { since: Date; until: Date }) => ({
  since: since.toISOString(),
  until: until.toISOString(),
});

const agreementItem = ({ teams, pairs, ...row }: AgreementRow) => ({
  ...row,
  teams: [...teams],
  pairs: pairs.map(({ teamIds: [one, other], between }) => ({
    teamIds: [one, other] as [string, string],
    between,
  })),
});

const withName = <Row extends { readonly name: string | null }>({ name, ...row }: Row) => ({
  ...row,
  ...(name === null ? {} : { name }),
});
