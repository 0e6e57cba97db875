import { Converter } from 'opencc-js/t2cn';

/**
 * Finds terms the slow and obvious way: an independent statement of the rules of DESIGN.md, for tests only. It shares no
 * code and no table with the index: characters are folded with the string methods of the language, and gaps are judged
 * as strings. Time: terms × text.
 */
export function findTermsNaively(terms: ReadonlyMap<number, string>, text: string): NaiveHit[] {
  const found = fold(text);
  const hits: NaiveHit[] = [];
  for (const [id, term] of terms) {
    const written = fold(term);
    for (let at = 0; at + written.length <= found.length; at++) {
      const hit = hitAt({ term, written, text, found, at });
      if (hit !== undefined) hits.push({ id, ...hit });
    }
  }
  return hits.sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
}

export interface NaiveHit {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

interface Letter {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  readonly script: 'word' | 'digit' | 'ideograph';
  /** Whether the character itself is Latin look-alike of another script. */
  readonly isLookAlike: boolean;
}

const toSimplified = Converter({ from: 't', to: 'cn' });
const LOOK_ALIKES = new Map(
  [
    'аa',
    'еe',
    'оo',
    'рp',
    'сc',
    'хx',
    'уy',
    'іi',
    'јj',
    'ѕs',
    'αa',
    'οo',
    'ιi',
    'κk',
    'ρp',
    'τt',
    'χx',
  ].map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);
const STROKED = new Map(
  ['øo', 'đd', 'łl', 'ħh', 'ŧt', 'ƀb', 'ɨi', 'ɍr'].map((pair): [string, string] => [
    pair.charAt(0),
    pair.charAt(1),
  ]),
);

const INVISIBLE =
  /^[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]$/u;

function fold(text: string): Letter[] {
  const letters: Letter[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const folded of foldCharacter(character)) {
      letters.push({
        folded,
        start,
        end,
        script: scriptOf(folded),
        isLookAlike: isLookAlike(character),
      });
    }
    start = end;
  }
  return letters;
}

function foldCharacter(character: string): string[] {
  if (INVISIBLE.test(character)) return [];
  const plain = [...plainForm(character)].filter(
    (c) => /[\p{L}\p{N}\p{M}]/u.test(c) && !INVISIBLE.test(c),
  );
  return plain.map((c) => {
    const lower =
      c.toUpperCase().length === c.length ? c.toUpperCase().toLowerCase() : c.toLowerCase();
    const bare = STROKED.get(lower) ?? withoutDiacritics(lower);
    const simplified = /\p{sc=Han}/u.test(bare) ? toSimplified(bare) : bare;
    return LOOK_ALIKES.get(simplified) ?? simplified;
  });
}

function plainForm(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1f150 && code <= 0x1f169) return String.fromCharCode(code - 0x1f150 + 65);
  if (code >= 0x1f170 && code <= 0x1f189) return String.fromCharCode(code - 0x1f170 + 65);
  return character.normalize('NFKC');
}

function withoutDiacritics(character: string): string {
  const decomposed = character.normalize('NFD');
  return /^[a-z]\p{M}+$/u.test(decomposed) ? decomposed.charAt(0) : character;
}

function isLookAlike(character: string): boolean {
  const lower = character.normalize('NFKC').toUpperCase().toLowerCase();
  return LOOK_ALIKES.has(lower);
}

function scriptOf(folded: string): Letter['script'] {
  if (/\p{Nd}/u.test(folded)) return 'digit';
  const isSpaceless =
    /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u3005-\u3007\u30fc]/u;
  return isSpaceless.test(folded) ? 'ideograph' : 'word';
}

interface Seat {
  readonly text: string;
  readonly found: readonly Letter[];
  readonly at: number;
}

interface Place extends Seat {
  readonly term: string;
  readonly written: readonly Letter[];
}

function hitAt(place: Place): { start: number; end: number } | undefined {
  const { written, text, found, at } = place;
  if (written.length === 0) return undefined;
  const letters = found.slice(at, at + written.length);
  if (letters.some((letter, k) => letter.folded !== written[k]?.folded)) return undefined;
  const first = letters[0] as Letter;
  const last = letters.at(-1) as Letter;
  if (found[at - 1]?.start === first.start) return undefined;
  if (found[at + written.length]?.start === last.start) return undefined;
  if (sameScript(first, neighbour({ found, text, at }, -1))) return undefined;
  if (sameScript(last, neighbour({ found, text, at: at + written.length - 1 }, 1)))
    return undefined;
  if (!gapsAreAcceptable(place, letters)) return undefined;
  const disguised = letters.filter((letter, k) => letter.isLookAlike !== written[k]?.isLookAlike);
  if (disguised.length === letters.length) return undefined;
  return withSymbols(place, first.start, last.end);
}

function gapsAreAcceptable(
  { term, written, text, found, at }: Place,
  letters: readonly Letter[],
): boolean {
  const gaps = letters.slice(1).map((letter, k) => {
    const left = letters[k] as Letter;
    return {
      found: visible(text.slice(left.end, Math.max(left.end, letter.start))),
      written: visible(
        term.slice(written[k]?.end, Math.max(written[k]?.end ?? 0, written[k + 1]?.start ?? 0)),
      ),
      isHidden: letter.start - left.end > 64,
      isInWord: left.script !== 'ideograph' && letter.script !== 'ideograph',
    };
  });
  if (gaps.some((gap) => gap.isHidden)) return false;
  const inWord = gaps.filter((gap) => gap.isInWord);
  const beside = gaps.filter((gap) => !gap.isInWord);
  const unwritten = inWord.filter((gap) => gap.written === '');
  const spelled = unwritten.filter((gap) => gap.found !== '');
  if (spelled.length > 0) {
    if (spelled.length < unwritten.length) return false;
    if (spelled.length < 2 && beside.length === 0) return false;
    if (spellingGoesOn({ found, text, at }, letters.length)) return false;
  }
  if (!inWord.every((gap) => wordGapIsAcceptable(gap, spelled.length > 0))) return false;
  return besideGapsAreAcceptable(beside);
}

interface StringGap {
  readonly found: string;
  readonly written: string;
}

function wordGapIsAcceptable(gap: StringGap, isSpelled: boolean): boolean {
  const count = [...gap.found].length;
  if (gap.written === '') return count <= 4;
  if (gap.found === '') return false;
  if (!/^\s+$/.test(gap.written))
    return gap.written.normalize('NFKC') === gap.found.normalize('NFKC');
  if (count > 4) return false;
  if (/^\s+$/.test(gap.found) || isSpelled) return true;
  return count <= 2 && [...gap.found].every((c) => kindOf(c) === 'noise');
}

function besideGapsAreAcceptable(gaps: readonly StringGap[]): boolean {
  let clauses = 0;
  for (const gap of gaps) {
    if ([...gap.found].length > 4) return false;
    const kinds = (text: string): string => [...new Set([...text].map(kindOf))].sort().join();
    if (gap.found === '' || (gap.written !== '' && kinds(gap.written) === kinds(gap.found)))
      continue;
    if ([...gap.found].some((c) => ['clause', 'newline'].includes(kindOf(c)))) clauses++;
  }
  if (clauses === 0) return true;
  return gaps.length >= 2 && gaps.every((gap) => gap.found !== '');
}

function kindOf(character: string): string {
  if (/[\n\r\v\f\u0085\u2028\u2029]/.test(character)) return 'newline';
  if (/[\s\u2800]/.test(character)) return 'space';
  if (/^[，。！？；：、…,!?;:｡､︐︑︒︓︔︕︖﹐﹑﹔﹕﹖﹗¿¡]$/.test(character)) return 'clause';
  return character.normalize('NFKC') === '.' ? 'period' : 'noise';
}

/** The visible character next to a letter when it is a letter itself. */
function neighbour({ found, text, at }: Seat, step: 1 | -1): Letter | undefined {
  const letter = found[at] as Letter;
  let k = at + step;
  while (found[k]?.start === letter.start) k += step;
  const next = found[k];
  if (next === undefined) return undefined;
  const between =
    step === 1 ? text.slice(letter.end, next.start) : text.slice(next.end, letter.start);
  return between.length <= 64 && visible(between) === '' ? next : undefined;
}

const sameScript = (a: Letter | undefined, b: Letter | undefined): boolean =>
  a !== undefined && b !== undefined && a.script !== 'ideograph' && a.script === b.script;

function spellingGoesOn({ found, text, at }: Seat, length: number): boolean {
  const isAlone = (k: number, edge: Letter): boolean => {
    const letter = found[k];
    if (!sameScript(letter, edge)) return false;
    return (
      !sameScript(letter, neighbour({ found, text, at: k }, -1)) &&
      !sameScript(letter, neighbour({ found, text, at: k }, 1))
    );
  };
  const first = found[at] as Letter;
  if (isAlone(at + length, found[at + length - 1] as Letter)) return true;
  if (!isAlone(at - 1, first)) return false;
  return !['a', 'i'].includes(found[at - 1]?.folded ?? '') || isAlone(at - 2, first);
}

function withSymbols(
  { term, written, text, found, at }: Place,
  start: number,
  end: number,
): { start: number; end: number } | undefined {
  const leading = visible(term.slice(0, written[0]?.start)).normalize('NFKC').trim();
  const trailing = visible(term.slice(written.at(-1)?.end))
    .normalize('NFKC')
    .trim();
  const floor = found[at - 1]?.end ?? 0;
  const ceiling = found[at + written.length]?.start ?? text.length;
  let from = start;
  let to = end;
  while (
    from > Math.max(floor, start - leading.length - 64) &&
    visible(text.slice(from, start)).normalize('NFKC') !== leading
  )
    from--;
  while (
    to < Math.min(ceiling, end + trailing.length + 64) &&
    visible(text.slice(end, to)).normalize('NFKC') !== trailing
  )
    to++;
  if (visible(text.slice(from, start)).normalize('NFKC') !== leading) return undefined;
  if (visible(text.slice(end, to)).normalize('NFKC') !== trailing) return undefined;
  return { start: from, end: to };
}

const visible = (text: string): string =>
  [...text].filter((character) => !INVISIBLE.test(character)).join('');
