import { isCorrect, type Outcome } from '@assay/domain';
import type { ConcludeCase } from './concluded-case.js';

interface Expected {
  readonly outcome: Outcome;
  readonly expectedCategory: string | null;
  readonly category: string;
}

/** Notes what the rulings on a gold item were worth. There is no submission, so there is no verdict. */
export const concludeGold: ConcludeCase = async (manager, { subjectId, tenantId, rulings }) => {
  const [expected]: Expected[] = await manager.query(
    `SELECT expected_outcome AS outcome, expected_category AS "expectedCategory", category FROM gold_item WHERE id = $1`,
    [subjectId],
  );
  if (expected === undefined) throw new Error(`Gold item ${subjectId} is gone.`);
  for (const { id, actor, outcome, category } of rulings) {
    const answer = { outcome: expected.outcome, category: expected.expectedCategory };
    const correct = isCorrect(answer, { outcome, category });
    await manager.query(
      `INSERT INTO gold_ruling (ruling_id, tenant_id, gold_item_id, actor, category, outcome, correct)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [id, tenantId, subjectId, actor, expected.category, outcome, correct],
    );
  }
  return [];
};
