export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface Fold {
  readonly kind: 'fold';
  readonly count: number;
}

// Beyond this many edits the search gets slow, and a reader gains nothing from a minimal diff.
const maxEdits = 2000;

/** Line diff by Myers' greedy algorithm. O((n + m) · edits), a whole replacement past `maxEdits`. */
export function diffLines(
  before: readonly string[],
  after: readonly string[],
): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  return [
    ...before.slice(0, head).map(line('same')),
    ...diffMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(line('same')),
  ];
}

/** Replaces long unchanged stretches by a fold that keeps `context` lines on either side. */
export function foldUnchanged(
  lines: readonly DiffLine[],
  context: number,
): readonly (DiffLine | Fold)[] {
  const near = new Set<number>();
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let other = index - context; other <= index + context; other += 1) near.add(other);
  }
  const folded: (DiffLine | Fold)[] = [];
  for (const [index, item] of lines.entries()) {
    if (near.has(index)) folded.push(item);
    else addToFold(folded);
  }
  return folded;
}

function addToFold(folded: (DiffLine | Fold)[]): void {
  const last = folded.at(-1);
  if (last?.kind === 'fold') folded[folded.length - 1] = { kind: 'fold', count: last.count + 1 };
  else folded.push({ kind: 'fold', count: 1 });
}

const line =
  (kind: DiffLine['kind']) =>
  (text: string): DiffLine => ({ kind, text });

function diffMiddle(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const traces = searchForward(before, after);
  if (traces === undefined) return [...before.map(line('removed')), ...after.map(line('added'))];
  const found: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let edits = traces.length - 1; edits >= 0; edits -= 1) {
    const furthest = traces[edits] as ReadonlyMap<number, number>;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(furthest, k - 1) < at(furthest, k + 1));
    const previousX = edits === 0 ? 0 : at(furthest, down ? k + 1 : k - 1);
    const previousY = edits === 0 ? 0 : previousX - (down ? k + 1 : k - 1);
    while (x > previousX && y > previousY) {
      x -= 1;
      y -= 1;
      found.push({ kind: 'same', text: before[x] as string });
    }
    if (edits === 0) break;
    if (down) found.push({ kind: 'added', text: after[(y -= 1)] as string });
    else found.push({ kind: 'removed', text: before[(x -= 1)] as string });
  }
  return found.reverse();
}

const at = (furthest: ReadonlyMap<number, number>, k: number): number => furthest.get(k) ?? -1;

/** For every number of edits the furthest x on each diagonal before that step. */
function searchForward(
  before: readonly string[],
  after: readonly string[],
): readonly ReadonlyMap<number, number>[] | undefined {
  const furthest = new Map<number, number>([[1, 0]]);
  const traces: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(maxEdits, before.length + after.length); edits += 1) {
    traces.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(furthest, k - 1) < at(furthest, k + 1));
      let x = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      furthest.set(k, x);
      if (x >= before.length && x - k >= after.length) return traces;
    }
  }
  return undefined;
}
