import type { Reason } from '../decision/decide.js';
import type { Measure, Span } from '../decision/evidence.js';
import type { TextPart } from '../submission/submission.js';
import { findCategory } from '../taxonomy/registry.js';
import { failed, ok, type ProblemCode, type Result } from '../problems.js';
import type { RequiredField } from './queue.js';
import type { Ruling } from './settle.js';

/** What a ruling is checked against: the task's taxonomy, the text, and what machines found in it. */
export interface RulingContext {
  readonly taxonomy: string;
  readonly parts: readonly TextPart[];
  readonly reasons: readonly Reason[];
  /** What a ruling that does not pass must carry in this queue. */
  readonly required: readonly RequiredField[];
  /** Clauses that may be cited, as `<standard>@<version>#<clause>`. */
  readonly clauses: readonly string[];
}

/**
 * A ruling as it may be recorded, or the problem with its pointer.
 * `block` and `restrict` name a category of the taxonomy, `restrict` at least one measure. Only `restrict` keeps
 * measures. A mask or replacement without spans covers what machines found; spans must lie inside the text.
 * Broken content and referrals block; a referral names its authority. Required fields are asked of what does not pass.
 */
export function checkRuling(context: RulingContext, given: Ruling): Result<Ruling> {
  const ruling = ofItsKind(given);
  if (ruling.kind === 'referral' && ruling.referral === null) {
    return wrong('/referral', 'invalid_request', 'A referral names whom it goes to.');
  }
  if (ruling.clause !== null && !context.clauses.includes(ruling.clause)) {
    const message = 'This clause is not one of the standard that this queue goes by now.';
    return wrong('/clause', 'invalid_request', message);
  }
  if (ruling.kind === 'content_broken') return ok(ruling);
  const missing = missingField(context.required, ruling);
  if (missing !== undefined) {
    return wrong(`/${missing}`, 'invalid_request', `Rulings in this queue need a ${missing}.`);
  }
  return checkOutcome(context, ruling);
}

/** Broken content is a block without a category; a referral is a block. */
function ofItsKind(ruling: Ruling): Ruling {
  if (ruling.kind === 'ruling') return { ...ruling, referral: null };
  if (ruling.kind === 'referral') return { ...ruling, outcome: 'block' };
  return { ...ruling, outcome: 'block', category: null, referral: null, measures: [] };
}

function missingField(
  required: readonly RequiredField[],
  ruling: Ruling,
): RequiredField | undefined {
  if (ruling.outcome === 'pass') return undefined;
  return required.find((field) => (ruling[field] ?? '').trim() === '');
}

function checkOutcome(context: RulingContext, ruling: Ruling): Result<Ruling> {
  const { category, outcome } = ruling;
  if (category === null && outcome !== 'pass') {
    return wrong('/category', 'invalid_request', `The outcome ${outcome} needs a category.`);
  }
  if (category !== null && findCategory(context.taxonomy, category) === undefined) {
    return wrong(
      '/category',
      'unknown_category',
      `The taxonomy ${context.taxonomy} has no such category.`,
    );
  }
  if (outcome !== 'restrict') return ok({ ...ruling, measures: [] });
  if (ruling.measures.length === 0) {
    return wrong(
      '/measures',
      'invalid_request',
      'The outcome restrict needs at least one measure.',
    );
  }
  const found = foundSpans(context.reasons, category);
  const measures = ruling.measures.map((measure) => withSpans(measure, found));
  const broken = measures.findIndex((measure) => !coversText(measure, context.parts));
  if (broken >= 0) {
    return wrong(
      `/measures/${broken}/spans`,
      'invalid_request',
      'Spans must be inside the text and not empty.',
    );
  }
  return ok({ ...ruling, measures });
}

const wrong = (pointer: string, code: ProblemCode, message: string): Result<Ruling> =>
  failed(code, message, { errors: [{ pointer, code, message }] });

function foundSpans(reasons: readonly Reason[], category: string | null): readonly Span[] {
  const same = reasons
    .filter((reason) => reason.category === category)
    .flatMap(({ spans }) => spans);
  return same.length > 0 ? same : reasons.flatMap(({ spans }) => spans);
}

function withSpans(measure: Measure, found: readonly Span[]): Measure {
  if (measure.kind !== 'mask' && measure.kind !== 'replace') return measure;
  return measure.spans.length > 0 ? measure : { ...measure, spans: found };
}

function coversText(measure: Measure, parts: readonly TextPart[]): boolean {
  if (measure.kind !== 'mask' && measure.kind !== 'replace') return true;
  if (measure.spans.length === 0) return false;
  return measure.spans.every(({ part, start, end }) => {
    const text = parts[part]?.text;
    return text !== undefined && start >= 0 && start < end && end <= text.length;
  });
}
