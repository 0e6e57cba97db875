import type { OwnReviewerBody, ReviewTaskBody } from '@assay/contracts';

/**
 * Whether a task starts covered. The queue or the person asks for it, and either is enough; until the person's wish is
 * known it counts as asked.
 */
export const startsCovered = (
  { rules }: Pick<ReviewTaskBody, 'rules'>,
  display: OwnReviewerBody['display'] | undefined,
): boolean => rules.masked || display === undefined || display.masked;
