import { Inject, Injectable } from '@nestjs/common';
import type { GoldExport, StandardExport, StandardImportResult } from '@assay/contracts';
import {
  GoldItemStore,
  importStandard,
  StandardStore,
  type Database,
  type ImportedGold,
  type StandardImport,
  type StoredGoldItem,
  type StoredStandard,
  type StoredStandardVersion,
} from '@assay/database';
import { failed, ok, readClauseName, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { checkCategories, checkClauses } from './check-clauses.js';
import { standardBody } from './standard-body.js';

/** Takes standards to other organisations: one file with clauses and gold items, and nothing that points back. */
@Injectable()
export class StandardExchangeService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What is published, else the newest draft. Problems: `not_found`. */
  export({ tenantId }: Principal, id: string): Promise<Result<StandardExport>> {
    // As the service, since gold items are read with their answers.
    return this.database.dataSource.transaction(async (manager) => {
      const store = new StandardStore(manager, tenantId);
      const standard = await store.find(id);
      if (standard === undefined) return noStandard;
      const version = (await store.published(id)) ?? (await store.versions(id))[0];
      if (version === undefined) return noStandard;
      const { goldSet } = standard;
      const items =
        goldSet === null ? [] : await new GoldItemStore(manager, tenantId).ofSet(goldSet);
      return ok(exportOf({ standard, version, items }));
    });
  }

  /** A draft, and the gold items that are not there yet. Problems: `unknown_category`, `duplicate`. */
  async import(actor: Principal, body: StandardExport): Promise<Result<StandardImportResult>> {
    const known = knownCategories(body);
    if (!known.ok) return known;
    const { tenantId } = actor;
    return this.database.dataSource.transaction(async (manager) => {
      const imported = await importStandard(manager, importOf(actor, body));
      if (!imported.ok) return imported;
      const { standardId, version, goldAdded } = imported.value;
      const standard = await new StandardStore(manager, tenantId).find(standardId);
      if (standard === undefined) return noStandard;
      return ok({ standard: standardBody(standard, { withGoldSet: true }), version, goldAdded });
    });
  }
}

const noStandard = failed('not_found', 'There is no such standard.');

function exportOf({
  standard,
  version,
  items,
}: {
  readonly standard: StoredStandard;
  readonly version: StoredStandardVersion;
  readonly items: readonly StoredGoldItem[];
}): StandardExport {
  const { name, title, taxonomy, goldSet } = standard;
  return {
    format: 'assay-standard@1',
    standard: { name, title, taxonomy, ...(goldSet === null ? {} : { goldSet }) },
    clauses: version.clauses as StandardExport['clauses'],
    reviewAt: version.reviewAt,
    goldItems: items.map((item) => goldExport(item, name)),
  };
}

/** Fields in one order, so that exports can be compared. Clauses of other standards stay behind. */
function goldExport(item: StoredGoldItem, standardName: string): GoldExport {
  const cited = item.clause === null ? undefined : readClauseName(item.clause);
  return {
    taxonomy: item.taxonomy,
    parts: [...item.parts],
    context: item.context,
    scene: item.scene,
    ...(item.industry === null ? {} : { industry: item.industry }),
    category: item.category,
    severity: item.severity,
    expectedOutcome: item.expectedOutcome,
    ...(item.expectedCategory === null ? {} : { expectedCategory: item.expectedCategory }),
    explanation: item.explanation,
    ...(cited?.name === standardName ? { clause: cited.clauseId } : {}),
    language: item.language,
    decision: item.decision as GoldExport['decision'],
  };
}

function importOf(actor: Principal, body: StandardExport): StandardImport {
  const { goldSet = null, ...standard } = body.standard;
  const { clauses, reviewAt } = body;
  return {
    standard: {
      ...standard,
      goldSet,
      clauses,
      reviewAt,
      tenantId: actor.tenantId,
      actor: actor.id,
    },
    goldItems: body.goldItems.map(({ clause, industry, expectedCategory, ...item }) => ({
      ...item,
      // As the schema checked them; they differ in marks for absent fields only.
      context: item.context as ImportedGold['context'],
      decision: item.decision as ImportedGold['decision'],
      industry: industry ?? null,
      expectedCategory: expectedCategory ?? null,
      clauseId: clause ?? null,
    })),
  };
}

/** Gold items may use a taxonomy of their own; the clauses they cite are those of the file. */
function knownCategories({ standard, clauses, goldItems }: StandardExport): Result<null> {
  const { taxonomy } = standard;
  const inClauses = checkClauses({ taxonomy, taxonomyPointer: '/standard/taxonomy' }, clauses);
  if (!inClauses.ok) return inClauses;
  for (const [index, item] of goldItems.entries()) {
    const pointer = `/goldItems/${index}`;
    const { category, expectedCategory = category, clause } = item;
    const known = checkCategories({
      taxonomy: item.taxonomy,
      taxonomyPointer: `${pointer}/taxonomy`,
      categories: [
        { category, pointer: `${pointer}/category` },
        { category: expectedCategory, pointer: `${pointer}/expectedCategory` },
      ],
    });
    if (!known.ok) return known;
    if (clause === undefined || clauses.some(({ id }) => id === clause)) continue;
    const message = `This file has no clause ${clause}.`;
    return failed('invalid_request', message, {
      errors: [{ pointer: `${pointer}/clause`, code: 'invalid_request', message }],
    });
  }
  return ok(null);
}
