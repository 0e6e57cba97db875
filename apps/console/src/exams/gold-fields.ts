import type { CreateGoldItem } from '@assay/contracts';

/** A new gold item as the form holds it. */
export interface GoldFields {
  readonly from: 'text' | 'submission';
  readonly setName: string;
  readonly fromSubmissionId?: string | undefined;
  readonly text?: string | undefined;
  readonly scene?: string | undefined;
  readonly taxonomy?: string | undefined;
  readonly category?: string | undefined;
  readonly severity?: CreateGoldItem['severity'];
  readonly expectedOutcome?: CreateGoldItem['expectedOutcome'];
  readonly expectedCategory?: string | undefined;
  readonly explanation: string;
  readonly clause?: string | undefined;
}

/** Fields that were left empty are left out; a submission brings its own content along. */
export function goldBody(fields: GoldFields): CreateGoldItem {
  const { severity, expectedOutcome } = fields;
  const clause = trimmed(fields.clause);
  return {
    setName: fields.setName.trim(),
    explanation: fields.explanation.trim(),
    ...(fields.category ? { category: fields.category } : {}),
    ...(severity ? { severity } : {}),
    ...(expectedOutcome ? { expectedOutcome } : {}),
    ...(fields.expectedCategory ? { expectedCategory: fields.expectedCategory } : {}),
    ...(clause ? { clause } : {}),
    ...(fields.from === 'submission'
      ? { fromSubmissionId: trimmed(fields.fromSubmissionId) }
      : {
          parts: [{ type: 'text', text: fields.text ?? '' }],
          scene: trimmed(fields.scene),
          taxonomy: fields.taxonomy,
        }),
  };
}

const trimmed = (text: string | undefined): string | undefined => text?.trim();
