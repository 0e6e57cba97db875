import type {
  GenerationContext,
  GoldDecision,
  ReviewLanguage,
  Severity,
  TextPart,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { returnedRows } from '../returned-rows.js';

/** A gold item as its reviewer sees it: without the answer. */
export interface GoldContent {
  readonly id: string;
  readonly taxonomy: string;
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly scene: string;
  readonly industry: string | null;
  readonly language: ReviewLanguage;
  readonly category: string;
  readonly severity: Severity;
  readonly decision: GoldDecision;
}

/** Which items will do; what is left out does not matter. */
export interface GoldWish {
  readonly tenantId: string;
  readonly categories?: readonly string[];
  readonly language?: ReviewLanguage;
  readonly taxonomy?: string;
}

/**
 * The active item that was mixed in least recently, and notes that it is used now; `undefined` when none fits.
 * Items in which the machine found nothing are never mixed in, because it would not have sent them to people. Nor are
 * items of exams: whoever took the exam would know them. Processes that pick at the same time get
 * different items. Cost: one walk along an index of the tenant's active items.
 */
export async function pickGold(
  manager: EntityManager,
  { tenantId, categories, language, taxonomy }: GoldWish,
): Promise<GoldContent | undefined> {
  const [item] = await returnedRows<GoldContent>(
    manager,
    `UPDATE gold_item SET last_used_at = now() WHERE id = (
       SELECT g.id FROM gold_item g
       WHERE g.tenant_id = $1 AND g.state = 'active'
         AND ($2::text[] IS NULL OR g.category = ANY($2)) AND ($3::text IS NULL OR g.language = $3)
         AND ($4::text IS NULL OR g.taxonomy = $4) AND json_array_length(g.decision -> 'reasons') > 0
         AND NOT EXISTS (SELECT FROM exam x WHERE x.tenant_id = g.tenant_id
                           AND (x.set_name = g.set_name OR g.id = ANY(x.item_ids)))
       ORDER BY g.last_used_at NULLS FIRST, g.id LIMIT 1 FOR UPDATE OF g SKIP LOCKED
     ) RETURNING id, taxonomy, parts, context, scene, industry, language, category, severity, decision`,
    [tenantId, categories ?? null, language ?? null, taxonomy ?? null],
  );
  return item;
}
