/** Text as it can be shown, or one character that a reader could not see or that would move others. */
export type Run =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'invisible'; readonly text: string; readonly label: string };

const names: Readonly<Record<number, string>> = {
  0x00a0: 'NBSP',
  0x00ad: 'SHY',
  0x034f: 'CGJ',
  0x061c: 'ALM',
  0x115f: 'HCF',
  0x1160: 'HJF',
  0x180e: 'MVS',
  0x200b: 'ZWSP',
  0x200c: 'ZWNJ',
  0x200d: 'ZWJ',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LSEP',
  0x2029: 'PSEP',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0x2800: 'BRAILLE',
  0x3164: 'HF',
  0xfeff: 'BOM',
  0xffa0: 'HHF',
};

// Controls but tab and newline, format characters, odd spaces, blanks that are letters, stray variation selectors.
const hidden =
  /[\p{Cf}\0-\x08\x0b-\x1f\x7f-\x9f\u00a0\u034f\u115f\u1160\u17b4\u17b5\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3164\uffa0\ufe00-\ufe0d\u{e0100}-\u{e01ef}]/u;
// An emoji sequence needs its joiners to look right: U+200D between pictographs, tags of a flag.
const emoji =
  /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*)+|\u{1f3f4}[\u{e0061}-\u{e007a}]+\u{e007f}/gu;

/**
 * Splits a text into what is shown as it is and what must be made visible. The texts joined are the input.
 * Bidirectional controls are among the invisibles, so that they cannot reorder what a reviewer reads.
 */
export function revealInvisibles(text: string): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(emoji)) {
    revealPlain(text.slice(from, match.index), runs);
    append(runs, match[0]);
    from = match.index + match[0].length;
  }
  revealPlain(text.slice(from), runs);
  return runs;
}

function revealPlain(text: string, runs: Run[]): void {
  if (!hidden.test(text)) return append(runs, text);
  const characters = Array.from(text);
  for (const [index, character] of characters.entries()) {
    const crlf = character === '\r' && characters[index + 1] === '\n';
    if (crlf || !hidden.test(character)) append(runs, character);
    else runs.push({ kind: 'invisible', text: character, label: labelOf(character) });
  }
}

function append(runs: Run[], text: string): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last?.kind === 'text') runs[runs.length - 1] = { kind: 'text', text: last.text + text };
  else runs.push({ kind: 'text', text });
}

function labelOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return names[point] ?? `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
