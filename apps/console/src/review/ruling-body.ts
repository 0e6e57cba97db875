import type {
  CreateRuling,
  DraftBody,
  MeasureBody,
  ReviewTaskBody,
  SpanBody,
  TaxonomyBody,
} from '@assay/contracts';
import type { z } from 'zod';

type Span = z.infer<typeof SpanBody>;
type Category = TaxonomyBody['categories'][number];

const maxSpansPerMeasure = 200;
const maxMeasures = 16;

/** What keeps a draft from being sent, as a word key; `undefined` when it can be. */
export type Obstacle = 'outcome' | 'category' | 'spans';

export function obstacleOf(draft: DraftBody, task: ReviewTaskBody): Obstacle | undefined {
  if (draft.outcome === undefined) return 'outcome';
  if (draft.outcome === 'pass') return undefined;
  if (draft.category === undefined) return 'category';
  return draft.outcome === 'restrict' && machineSpans(task).length === 0 ? 'spans' : undefined;
}

/** A complete draft → the request. `restrict` masks every span the machine found. */
export function rulingFrom(draft: DraftBody, task: ReviewTaskBody, epoch: number): CreateRuling {
  const { outcome = 'pass', category, note } = draft;
  return {
    epoch,
    outcome,
    ...(outcome === 'pass' || category === undefined ? {} : { category }),
    ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }),
    ...(outcome === 'restrict' ? { measures: maskMeasures(machineSpans(task)) } : {}),
  };
}

/** Every place the machine marked, touching ones merged, in reading order. */
export function machineSpans(task: Pick<ReviewTaskBody, 'decision'>): readonly Span[] {
  const sorted = task.decision.reasons
    .flatMap(({ spans }) => spans)
    .filter(({ start, end }) => end > start)
    .toSorted((a, b) => a.part - b.part || a.start - b.start);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.part === span.part && span.start <= last.end) {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else merged.push({ part: span.part, start: span.start, end: span.end });
  }
  return merged;
}

function maskMeasures(spans: readonly Span[]): MeasureBody[] {
  const measures: MeasureBody[] = [];
  for (
    let from = 0;
    from < spans.length && measures.length < maxMeasures;
    from += maxSpansPerMeasure
  ) {
    measures.push({ kind: 'mask', spans: spans.slice(from, from + maxSpansPerMeasure) });
  }
  return measures;
}

/** The machine's categories first, strongest first, then the taxonomy's order. */
export function orderCategories(
  all: readonly Category[],
  task: Pick<ReviewTaskBody, 'decision'>,
): readonly Category[] {
  const named = [...new Set(task.decision.reasons.map(({ category }) => category))];
  const first = named.flatMap((id) => all.filter((category) => category.id === id));
  return [...first, ...all.filter((category) => !first.includes(category))];
}
