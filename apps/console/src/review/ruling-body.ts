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

/** What keeps a draft from being sent, as a word key and the name of its field. */
export type Obstacle = 'outcome' | 'category' | 'spans' | 'together' | 'note' | 'clause';

/** Everything that is missing, in the order of the panel. A pass and broken content need no more than to be chosen. */
export function obstaclesOf({
  draft,
  task,
  together,
}: Omit<Sendable, 'epoch'>): readonly Obstacle[] {
  if (draft.kind === 'content_broken' || draft.outcome === 'pass') return [];
  if (draft.outcome === undefined) return ['outcome'];
  const { required } = task.rules;
  const missing: Obstacle[] = [];
  if (draft.outcome === 'restrict') {
    if (machineSpans(task).length === 0) missing.push('spans');
    // A mask names places in one text.
    if (together.length > 0) missing.push('together');
  }
  if (draft.category === undefined) missing.push('category');
  if (required.includes('clause') && draft.clause === undefined) missing.push('clause');
  if (required.includes('note') && isBlank(draft.note)) missing.push('note');
  return missing;
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

interface Sendable {
  readonly draft: DraftBody;
  readonly task: ReviewTaskBody;
  readonly epoch: number;
  /** Other tasks that the ruling decides, too. */
  readonly together: readonly string[];
}

/** A complete draft → the request. `restrict` masks every place that the machine marked. */
export function rulingFrom({ draft, task, epoch, together }: Sendable): CreateRuling {
  const { category, clause, note } = draft;
  const broken = draft.kind === 'content_broken';
  const outcome = draft.outcome ?? 'pass';
  const needsCategory = !broken && outcome !== 'pass';
  return {
    epoch,
    ...(broken ? { kind: 'content_broken' as const } : { outcome }),
    ...(needsCategory && category !== undefined ? { category } : {}),
    ...(clause === undefined ? {} : { clause }),
    ...(note === undefined || isBlank(note) ? {} : { note: note.trim() }),
    ...(!broken && outcome === 'restrict' ? { measures: maskMeasures(machineSpans(task)) } : {}),
    ...(together.length === 0 ? {} : { cluster: { taskIds: [...together] } }),
  };
}

/** Every place the machine marked, touching ones merged, in reading order. */
export function machineSpans(task: Pick<ReviewTaskBody, 'decision'>): readonly Span[] {
  const sorted = (task.decision?.reasons ?? [])
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
  const named = [...new Set(task.decision?.reasons.map(({ category }) => category))];
  const first = named.flatMap((id) => all.filter((category) => category.id === id));
  return [...first, ...all.filter((category) => !first.includes(category))];
}
