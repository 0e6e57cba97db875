/** A run of a text: in both texts, or only in the one that is looked at. */
export interface DiffRun {
  readonly text: string;
  readonly differs: boolean;
}

// Beyond this many cells the middle counts as changed as a whole: near-duplicates never get there.
const maxCells = 1_000_000;

/**
 * What is different in `text` from `base`, character by character (whole code points). The runs joined are `text`.
 * O(n) for the ends that both share and O(n·m) for what lies between, at most a million steps.
 */
export function diffText(base: string, text: string): readonly DiffRun[] {
  const before = Array.from(base);
  const after = Array.from(text);
  const head = sharedEnds(before, after, 1);
  const rest = Math.min(before.length, after.length) - head;
  const tail = Math.min(rest, sharedEnds(before, after, -1));
  const middle = after.slice(head, after.length - tail);
  const kept = keptIn(before.slice(head, before.length - tail), middle);
  const runs: DiffRun[] = [];
  append(runs, { text: after.slice(0, head).join(''), differs: false });
  for (const [index, character] of middle.entries())
    append(runs, { text: character, differs: kept[index] !== true });
  append(runs, { text: after.slice(after.length - tail).join(''), differs: false });
  return runs;
}

function sharedEnds(a: readonly string[], b: readonly string[], step: 1 | -1): number {
  const shorter = Math.min(a.length, b.length);
  let count = 0;
  while (count < shorter && at(a, count, step) === at(b, count, step)) count += 1;
  return count;
}

const at = (list: readonly string[], index: number, step: 1 | -1): string | undefined =>
  step === 1 ? list[index] : list[list.length - 1 - index];

/** Which characters of `after` belong to a longest common subsequence with `before`. */
function keptIn(before: readonly string[], after: readonly string[]): readonly boolean[] {
  const kept = after.map(() => false);
  if (before.length * after.length > maxCells) return kept;
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const length = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? length(row + 1, column + 1) + 1
          : Math.max(length(row + 1, column), length(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      kept[column] = true;
      row += 1;
      column += 1;
    } else if (length(row + 1, column) >= length(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

function append(runs: DiffRun[], run: DiffRun): void {
  if (run.text === '') return;
  const last = runs.at(-1);
  if (last?.differs === run.differs)
    runs[runs.length - 1] = { text: last.text + run.text, differs: run.differs };
  else runs.push(run);
}
