import type { GoldItemBody, ScoreBody } from '@assay/contracts';
import type { StoredGoldItem } from '@assay/database';
import { wilson, type Proportion } from '@assay/domain';

export const goldItemBody = (item: StoredGoldItem): GoldItemBody & { id: string } => ({
  id: item.id,
  setName: item.setName,
  state: item.state,
  taxonomy: item.taxonomy,
  parts: [...item.parts],
  context: item.context,
  scene: item.scene,
  ...(item.industry === null ? {} : { industry: item.industry }),
  language: item.language,
  category: item.category,
  severity: item.severity,
  // Stored as it was checked; only the readonly marks differ.
  decision: item.decision as GoldItemBody['decision'],
  expectedOutcome: item.expectedOutcome,
  ...(item.expectedCategory === null ? {} : { expectedCategory: item.expectedCategory }),
  explanation: item.explanation,
  ...(item.clause === null ? {} : { clause: item.clause }),
  createdBy: item.createdBy,
  createdAt: item.createdAt.toISOString(),
  ...(item.retiredAt === null ? {} : { retiredAt: item.retiredAt.toISOString() }),
  correct: scoreBody(wilson(item.correct, item.answers)),
});

export const scoreBody = ({ estimate, ...bounds }: Proportion): ScoreBody => ({
  ...bounds,
  ...(estimate === null ? {} : { estimate }),
});
