/** Under how many units a term is indexed. Four English letters are not selective, four ideographs are. */
export type GramSize = 1 | 2 | 3 | 4 | 6;

export interface Window {
  readonly size: GramSize;
  readonly offset: number;
}

/**
 * Where in the term its gram lies: the window that is rarest in ordinary text and whose bucket is least loaded.
 * `loadOf` answers how many terms the bucket of a window already holds.
 */
export function chooseWindow(
  units: Uint16Array,
  loadOf: (size: GramSize, offset: number) => number,
): Window {
  const size = sizeFor(units);
  let best = 0;
  let bestCost = Infinity;
  for (let offset = 0; offset + size <= units.length; offset++) {
    const cost = commonness(units, offset, size) + LOAD_COST * loadOf(size, offset);
    if (cost < bestCost) {
      best = offset;
      bestCost = cost;
    }
  }
  return { size, offset: best };
}

const LOAD_COST = 4;

function sizeFor(units: Uint16Array): GramSize {
  if (units.length <= 3) return units.length as GramSize;
  let narrow = 0;
  for (const unit of units) if (unit < 0x2e80) narrow++;
  return units.length >= 6 && narrow * 2 > units.length ? 6 : 4;
}

/** Sum of the units' commonness, in rough bits above a rare unit. */
function commonness(units: Uint16Array, offset: number, size: number): number {
  let sum = 0;
  for (let k = offset; k < offset + size; k++) sum += COMMONNESS.get(units[k] as number) ?? 0;
  return sum;
}

const COMMONNESS: ReadonlyMap<number, number> = ranked([
  ['etaoin', 6],
  ['shrdlu', 5],
  ['cmwfgypb', 4],
  ['vk', 2],
  ['jxqz', 1],
  ['0123456789', 4],
  ['的一是不了在人有我他这', 6],
  ['中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后', 5],
  ['小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三', 4],
]);

function ranked(groups: readonly (readonly [string, number])[]): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  for (const [characters, rank] of groups) {
    for (const character of characters) ranks.set(character.charCodeAt(0), rank);
  }
  return ranks;
}
