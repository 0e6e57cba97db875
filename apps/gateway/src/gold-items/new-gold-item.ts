import type { CreateGoldItem } from '@assay/contracts';
import {
  presumedDecision,
  StandardStore,
  type GoldItemStore,
  type NewGoldItem,
  type PresumedFor,
} from '@assay/database';
import {
  failed,
  languageOf,
  ok,
  readClauseName,
  taxonomies,
  type GoldDecision,
  type Result,
  type Severity,
} from '@assay/domain';
import { engineVersion } from '@assay/matching';
import type { EntityManager } from 'typeorm';
import { checkCategories } from '../standards/check-clauses.js';
import { screenedReasons } from './screened-reasons.js';

interface Asked {
  readonly tenantId: string;
  readonly store: GoldItemStore;
  readonly body: CreateGoldItem;
}

/** The item that a request asks for, complete and checked. Problems: `not_found`, `not_decided`, `unknown_category`. */
export async function newGoldItem(
  manager: EntityManager,
  { tenantId, store, body }: Asked,
): Promise<Result<NewGoldItem>> {
  const { fromSubmissionId } = body;
  const item =
    fromSubmissionId === undefined
      ? await written(manager, { tenantId, body })
      : await copied({ store, body, fromSubmissionId });
  if (!item.ok) return item;
  const { taxonomy, category, expectedCategory } = item.value;
  const known = checkCategories({
    taxonomy,
    taxonomyPointer: '/taxonomy',
    categories: [
      { category, pointer: '/category' },
      { category: expectedCategory ?? category, pointer: '/expectedCategory' },
    ],
  });
  if (!known.ok) return known;
  const cited = await citedClause(manager, { tenantId, clause: item.value.clause });
  return cited.ok ? item : cited;
}

async function written(
  manager: EntityManager,
  { tenantId, body }: Omit<Asked, 'store'>,
): Promise<Result<NewGoldItem>> {
  const { parts, scene, taxonomy, category, expectedOutcome, industry = null } = body;
  if (!parts || !scene || !taxonomy || !category || !expectedOutcome) {
    throw new Error('The schema lets no item without content through.');
  }
  const shown = { tenantId, scene, industry, category, parts };
  const decision =
    (body.decision as GoldDecision | undefined) ??
    (await decisionOn(manager, { ...shown, severity: body.severity }));
  return ok({
    ...commonOf(body),
    parts,
    scene,
    taxonomy,
    category,
    expectedOutcome,
    industry,
    decision,
    // A task is as severe as what machines found in it.
    severity: body.severity ?? decision.reasons[0]?.severity ?? 'medium',
    context: (body.context ?? {}) as NewGoldItem['context'],
    language: body.language ?? languageOf(parts),
  });
}

type Shown = Omit<PresumedFor, 'engineVersion' | 'severity'> &
  Pick<NewGoldItem, 'parts'> & { readonly severity: Severity | undefined };

/** What machine review finds in it now; where it finds nothing of the category, what it would have said. */
async function decisionOn(
  manager: EntityManager,
  { severity = 'medium', ...shown }: Shown,
): Promise<GoldDecision> {
  const presumed = await presumedDecision(manager, { ...shown, severity, engineVersion });
  const reasons = await screenedReasons(manager, shown);
  return reasons.length === 0 ? presumed : { ...presumed, reasons };
}

async function copied({
  store,
  body,
  fromSubmissionId,
}: Omit<Asked, 'tenantId'> & { readonly fromSubmissionId: string }): Promise<Result<NewGoldItem>> {
  const source = await store.fromSubmission(fromSubmissionId);
  if (!source.ok) return source;
  const { outcome, category: found, taxonomy, ...content } = source.value;
  const category = body.category ?? found;
  if (category === null) {
    const message = 'The verdict names no category; say what the item tests.';
    return failed('invalid_request', message, {
      errors: [{ pointer: '/category', code: 'invalid_request', message }],
    });
  }
  return ok({
    ...commonOf(body),
    ...content,
    taxonomy: taxonomy ?? taxonomies[0]?.id ?? '',
    category,
    severity: body.severity ?? content.severity,
    expectedOutcome: body.expectedOutcome ?? outcome,
    language: body.language ?? languageOf(content.parts),
  });
}

const commonOf = ({ setName, explanation, clause, expectedCategory }: CreateGoldItem) => ({
  setName,
  explanation,
  clause: clause ?? null,
  expectedCategory: expectedCategory ?? null,
});

async function citedClause(
  manager: EntityManager,
  { tenantId, clause }: { readonly tenantId: string; readonly clause: string | null },
): Promise<Result<null>> {
  if (clause === null) return ok(null);
  const cited = readClauseName(clause);
  const store = new StandardStore(manager, tenantId);
  const standard = cited && (await store.findByName(cited.name));
  const version = standard && (await store.version(standard.id, cited.version));
  if (version?.clauses.some(({ id }) => id === cited?.clauseId)) return ok(null);
  const message = `There is no clause ${clause}.`;
  return failed('not_found', message, {
    errors: [{ pointer: '/clause', code: 'not_found', message }],
  });
}
