import type { AnswerExam, ExamAttemptBody } from '@assay/contracts';

type Item = ExamAttemptBody['items'][number];

/** An answer that is not sent yet. */
export interface Choice {
  readonly outcome?: Item['outcome'];
  readonly category?: string | undefined;
}

export const answeredCount = (items: readonly Item[]): number =>
  items.filter(({ outcome }) => outcome !== undefined).length;

/** Position of the next item without an answer after `position`, around the end; none when all have one. */
export function nextOpen(items: readonly Item[], position: number): number | undefined {
  const after = items.findIndex((item) => item.position === position) + 1;
  return [...items.slice(after), ...items.slice(0, after)].find(
    ({ outcome }) => outcome === undefined,
  )?.position;
}

/** The neighbour of an item; itself at either end. */
export function neighbour(items: readonly Item[], position: number, by: 1 | -1): number {
  const at = items.findIndex((item) => item.position === position);
  return items[at + by]?.position ?? position;
}

/** What is still to be chosen before an answer can be sent; nothing for one that is complete. */
export function missingOf({ outcome, category }: Choice): 'outcome' | 'category' | undefined {
  if (outcome === undefined) return 'outcome';
  return outcome !== 'pass' && category === undefined ? 'category' : undefined;
}

/** The answer to send. What passes has no category. */
export function answerOf(
  position: number,
  { outcome, category }: Choice,
): AnswerExam['answers'][number] | undefined {
  if (outcome === undefined) return undefined;
  return { position, outcome, ...(outcome !== 'pass' && category ? { category } : {}) };
}
