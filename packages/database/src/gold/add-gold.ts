import type { GenerationContext, GoldDecision, Outcome, ReviewLanguage } from '@assay/domain';
import type { Severity, TextPart } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { recordAudit } from '../audit/record-audit.js';

/** An item with its known answer, before it has an id. */
export interface NewGoldItem {
  readonly setName: string;
  /** `<standard>@<version>#<clause>`. */
  readonly clause: string | null;
  readonly taxonomy: string;
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly scene: string;
  readonly industry: string | null;
  readonly language: ReviewLanguage;
  readonly category: string;
  readonly severity: Severity;
  readonly decision: GoldDecision;
  readonly expectedOutcome: Outcome;
  readonly expectedCategory: string | null;
  readonly explanation: string;
}

/** Writes active items with one audit entry; the entry never carries content. Answers their ids in the same order. */
export async function addGold(
  manager: EntityManager,
  { tenantId, actor, items }: GoldAddition,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const item of items) {
    const id = v7();
    await manager.query(insertItem, [
      id,
      tenantId,
      item.setName,
      item.clause,
      item.taxonomy,
      JSON.stringify(item.parts),
      JSON.stringify(item.context),
      item.scene,
      item.industry,
      item.language,
      item.category,
      item.severity,
      JSON.stringify(item.decision),
      item.expectedOutcome,
      item.expectedCategory,
      item.explanation,
      actor,
    ]);
    ids.push(id);
  }
  const [first] = ids;
  if (first === undefined) return ids;
  await recordAudit(manager, {
    tenantId,
    actor,
    action: 'gold.added',
    subjectType: 'gold_item',
    subjectId: first,
    detail: { ids, sets: [...new Set(items.map(({ setName }) => setName))] },
  });
  return ids;
}

export interface GoldAddition {
  readonly tenantId: string;
  readonly actor: string;
  readonly items: readonly NewGoldItem[];
}

const insertItem = `
  INSERT INTO gold_item (id, tenant_id, set_name, clause, taxonomy, parts, context, scene, industry, language, category,
    severity, decision, expected_outcome, expected_category, explanation, state, created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'active', $17)`;
