/** Deterministic random numbers, so that every run sends the same texts (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ordinary = [
  '今天的天气很好，我们一起去公园散步，看见很多花已经开了。',
  '这份报告介绍了新产品的设计思路、测试方法和下一步的计划。',
  'The meeting notes list three open questions and who will answer them.',
  '请把文件整理好以后发给大家，周五之前完成即可。',
  'A short walk after lunch helps me think, and the park is close to the office.',
  '学习一门新的语言需要耐心，每天坚持练习二十分钟就会有进步。',
  'She compared both versions line by line and wrote down every difference.',
  '这道菜的做法很简单：先把番茄切块，再加入鸡蛋翻炒。',
];
// Characters that the ordinary sentences do not use, so that only planted terms are found.
const termCharacters = [
  ...'赑屃饕餮魑魅魍魉貔貅麒麟狻猊睚眦蒲牢嘲风负螭吻囚牛霸椒图龘靐齉爩鱻麤灪籲',
];
const termLetters = 'zxqvjkwy';

/** `count` distinct harmless terms, two thirds Chinese (3–4 characters), one third letters (7–9). */
export function benchTerms(count: number): string[] {
  const random = seededRandom(7);
  const pick = (from: readonly string[] | string): string =>
    from[Math.floor(random() * from.length)] ?? '';
  const terms = new Set<string>();
  while (terms.size < count) {
    const chinese = random() < 0.67;
    const length = chinese ? 3 + Math.floor(random() * 2) : 7 + Math.floor(random() * 3);
    terms.add(Array.from({ length }, () => pick(chinese ? termCharacters : termLetters)).join(''));
  }
  return [...terms];
}

export interface BenchSample {
  readonly text: string;
  readonly expected: 'pass' | 'review' | 'block';
}

/** 500-character mixed texts: 8 % with a term that blocks, 2.5 % with one for people, the rest ordinary. */
export function benchSamples(count: number, terms: readonly string[]): BenchSample[] {
  const random = seededRandom(11);
  const half = Math.floor(terms.length / 2);
  return Array.from({ length: count }, (_, index): BenchSample => {
    const share = (index % 1000) / 1000;
    const expected = share < 0.08 ? 'block' : share < 0.105 ? 'review' : 'pass';
    // Spaces, because a term of letters counts as a word of its own only.
    const planted =
      expected === 'pass' ? '' : ` ${terms[termIndex(random, expected, half)] ?? ''} `;
    return { text: mixedText(random, planted), expected };
  });
}

const termIndex = (random: () => number, expected: 'review' | 'block', half: number): number =>
  Math.floor(random() * half) + (expected === 'block' ? half : 0);

function mixedText(random: () => number, planted: string): string {
  let text = '';
  while (text.length < 500) text += ordinary[Math.floor(random() * ordinary.length)] ?? '';
  const characters = text.slice(0, 500 - planted.length);
  const at = 100 + Math.floor(random() * 200);
  return characters.slice(0, at) + planted + characters.slice(at);
}
