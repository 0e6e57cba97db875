import fc from 'fast-check';
import { FoldedText } from '../fold/folded-text.js';
import { findTermsNaively } from '../naive.js';
import { TermIndex } from './term-index.js';

const anyBudget = { budget: 10_000_000 };

function indexOf(...terms: string[]): TermIndex {
  const index = new TermIndex();
  terms.forEach((term, id) => index.add(id, term));
  return index;
}

/** What a set of terms finds, as `found text` or `found text|transform|…`. */
function finds(terms: string[], text: string): string[] {
  const { hits } = indexOf(...terms).scan(FoldedText.of(text), anyBudget);
  return hits.map(({ start, end, transforms }) =>
    [text.slice(start, end), ...transforms].join('|'),
  );
}

describe('TermIndex', () => {
  test.each([
    ['彩票', '今晚开奖的彩票站', ['彩票']],
    ['vx', '加VX：abc', ['VX|case']],
    ['vx', '加vx123', ['vx']],
    ['free money', 'Ｆｒｅｅ　ｍｏｎｅｙ now', ['Ｆｒｅｅ　ｍｏｎｅｙ|width|case']],
    ['加微信', '請加薇信或加微信', ['加微信']],
    ['优惠券', '領取優惠券', ['優惠券|traditional']],
    ['cafe', 'the café', ['café|diacritic']],
    ['cafe', 'the cafe\u0301', ['cafe']],
    ['viagra', 'v\u200bi\u00adagra', ['v\u200bi\u00adagra|invisible_dropped']],
    ['viagra', 'vіagra with a Cyrillic letter', ['vіagra|confusable']],
    ['viagra', '𝖛𝖎𝖆𝖌𝖗𝖆 ⓥⓘⓐⓖⓡⓐ', ['𝖛𝖎𝖆𝖌𝖗𝖆|compatibility', 'ⓥⓘⓐⓖⓡⓐ|compatibility']],
    ['viagra', '🅥🅘🅐🅖🅡🅐', ['🅥🅘🅐🅖🅡🅐|compatibility|case']],
    ['viagra', 'v.i.a.g.r.a', ['v.i.a.g.r.a|separator_dropped']],
    ['free money', 'f r e e   m o n e y', ['f r e e   m o n e y|separator_dropped']],
    ['free money', 'get a v i p, free-money!', ['free-money|separator_changed']],
    ['free money', 'free\nmoney', ['free\nmoney']],
    ['加微信', '加❤微💰信', ['加❤微💰信|separator_dropped']],
    ['加微信', '加*微*信', ['加*微*信|separator_dropped']],
    ['加微信', '加，微，信', ['加，微，信|separator_dropped']],
    ['加vx', '快加 v x', ['加 v x|separator_dropped']],
    ['加 微信', '加微信', ['加微信|separator_changed']],
    ['c++', 'c, C++ and c+', ['C++|case']],
    ['#返利', '返利 #返利', ['#返利']],
    ['24/7', 'open 24/7, 24 7', ['24/7']],
    ['5kg', '每袋5㎏', ['5㎏|compatibility']],
    ['𠮷野家', '去𠮷野家吃饭', ['𠮷野家']],
    ['贷', '贷款', ['贷']],
    ['訏好', '𬣙好', ['𬣙好|traditional']],
  ])('finds %p in %p', (term, text, expected) => {
    expect(finds([term], text)).toEqual(expected);
  });

  test.each([
    ['ads', 'roads, heads and adsorption'],
    ['ads', 'a dsl line, ad spending'],
    ['ads', 'go ad s mode'],
    ['ads', 'a d s o r b'],
    ['set', 'a s s e t s'],
    ['cialis', 'our specialist socialised'],
    ['win', 'Darwin, winter, twins'],
    ['promo', 'He is a pro.Mo is not. pro mo'],
    ['free money', 'It is free. Money is not.'],
    ['free money', 'free, money'],
    ['free money', 'freemoney'],
    ['therapist', 'the rapist'],
    ['the rapist', 'therapist'],
    ['vx', 'the point (v x) and v, x'],
    ['博彩', '他知识渊博，彩色笔也多'],
    ['加微信', '添加，微信支付'],
    ['加微信', '再加\n微信支付'],
    ['сор', 'cop'],
    ['cop', 'сор'],
    ['kg', '㎏s'],
    ['138', '213800'],
    ['c', 'c++'.replace('c', 'cc')],
    ['kilo', 'kiló́s'],
  ])('does not find %p in the innocent %p', (term, text) => {
    expect(finds([term], text)).toEqual([]);
  });

  test('reports all overlapping hits with the ids of their terms', () => {
    const index = indexOf('免费', '免费领取', '费领', '免费');
    const { hits } = index.scan(FoldedText.of('免费领取'), anyBudget);
    expect(hits.map(({ id, start, end }) => [id, start, end]).sort()).toEqual([
      [0, 0, 2],
      [1, 0, 4],
      [2, 1, 3],
      [3, 0, 2],
    ]);
  });

  test('gives offsets into the original behind surrogates and dropped units', () => {
    const text = '🎁\u200b🎁 免\u200b费，𝕗𝕣𝕖𝕖';
    const { hits } = indexOf('免费', 'free').scan(FoldedText.of(text), anyBudget);
    expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual(['免\u200b费', '𝕗𝕣𝕖𝕖']);
  });

  test.each([
    ['', 'term_empty'],
    ['🎁！？', 'term_empty'],
    ['\u200b', 'term_empty'],
    ['长'.repeat(129), 'term_too_long'],
  ])('refuses the term %p with %s', (term, code) => {
    expect(new TermIndex().add(1, term)).toMatchObject({ ok: false, code });
  });

  test('takes 128 code points outside the basic plane', () => {
    const term = '𠮷'.repeat(128);
    const index = indexOf(term);
    expect(index.size).toBe(1);
    expect(index.scan(FoldedText.of(`好${term}好`), anyBudget).hits).toMatchObject([
      { start: 1, end: 257 },
    ]);
  });

  test('refuses an id that is in use and keeps the first term', () => {
    const index = indexOf('抽奖');
    expect(index.add(0, '彩票')).toMatchObject({ ok: false, code: 'id_taken' });
    expect(index.scan(FoldedText.of('抽奖彩票'), anyBudget).hits).toHaveLength(1);
  });

  test('sees additions and removals at once', () => {
    const index = new TermIndex();
    const text = FoldedText.of('点击领取返利');
    expect(index.scan(text, anyBudget).hits).toEqual([]);
    index.add(7, '返利');
    expect(index.scan(text, anyBudget).hits).toMatchObject([{ id: 7 }]);
    expect(index.remove(7)).toBe(true);
    expect(index.remove(7)).toBe(false);
    expect(index.scan(text, anyBudget).hits).toEqual([]);
    expect(index.size).toBe(0);
  });

  test('answers like a fresh index after thousands of additions and removals', () => {
    const index = new TermIndex();
    const living = new Map<number, string>();
    const random = xorshift(7);
    for (let step = 0; step < 6_000; step++) {
      const id = random() % 900;
      if (living.delete(id)) index.remove(id);
      else {
        const term = randomTerm(random);
        if (index.add(id, term).ok) living.set(id, term);
      }
    }
    expect(index.size).toBe(living.size);
    for (let round = 0; round < 40; round++) {
      const text = Array.from({ length: 30 }, () => randomTerm(random)).join('');
      expect(sorted(index, text)).toEqual(findTermsNaively(living, text));
    }
  });

  test('stops at its budget on periodic text and says so', () => {
    const index = new TermIndex();
    for (let n = 1; n <= 128; n++) index.add(n, '啊'.repeat(n));
    const text = FoldedText.of('啊'.repeat(20_000));
    const result = index.scan(text, { budget: 100_000 });
    expect(result.budgetExceeded).toBe(true);
    expect(result.work).toBeLessThan(100_000 + 1_000);
    expect(index.scan(FoldedText.of('啊啊啊'), { budget: 100_000 })).toMatchObject({
      budgetExceeded: false,
    });
  });

  test('is not slowed down by long runs of invisible units', () => {
    const index = indexOf('c++', '#返利', '返利');
    const runs = `c${'\u200b'.repeat(20_000)}++#${'\u200b'.repeat(20_000)}返利${'\u200b'.repeat(20_000)}`;
    expect(index.scan(FoldedText.of(runs), anyBudget).work).toBeLessThan(4 * runs.length);
    expect(finds(['c++', '#返利', '返利'], runs)).toEqual(['返利']);
  });

  test('skips up to 64 invisible units and no more', () => {
    const hidden = (count: number): string => `返${'\u200b'.repeat(count)}利`;
    expect(finds(['返利'], hidden(64))).toHaveLength(1);
    expect(finds(['返利'], hidden(65))).toEqual([]);
  });

  test('spends a number of work units that depends on terms and text only', () => {
    const work = (): number =>
      indexOf('免费', 'free').scan(FoldedText.of('免费 free'), anyBudget).work;
    expect(work()).toBe(work());
  });

  test('spends the same work on a text whatever its buffers held before', () => {
    const index = indexOf('abcd', '优惠返利');
    const used = FoldedText.of('the abcdx 优惠返利');
    for (const text of ['abc', '优惠返', 'x abc']) {
      const fresh = index.scan(FoldedText.of(text), anyBudget).work;
      used.refold('zzzabcd').refold(text);
      expect(index.scan(used, anyBudget).work).toBe(fresh);
      used.refold('优惠返利abcd').refold(text);
      expect(index.scan(used, anyBudget).work).toBe(fresh);
    }
  });

  test('agrees with the naive search on random text', () => {
    const alphabet = [...'aAsxÀøеｓ①ⓐ1２免費费彩票，。.- \n\u200b\u0301🎁𝕒𝖘𠮷㎏ﬁ💰訏𬣙'];
    const piece = fc.constantFrom(...alphabet);
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    const term = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 8 }), text, (terms, haystack) => {
        const living = new Map<number, string>();
        const index = new TermIndex();
        terms.forEach((candidate, id) => {
          if (index.add(id, candidate).ok) living.set(id, candidate);
        });
        expect(sorted(index, haystack)).toEqual(findTermsNaively(living, haystack));
      }),
      { numRuns: 3_000 },
    );
  });
});

function sorted(index: TermIndex, text: string): { id: number; start: number; end: number }[] {
  return index
    .scan(FoldedText.of(text), anyBudget)
    .hits.map(({ id, start, end }) => ({ id, start, end }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
}

function randomTerm(random: () => number): string {
  const alphabet = '免费领取彩票返利abcde ';
  return Array.from({ length: 1 + (random() % 7) }, () =>
    alphabet.charAt(random() % alphabet.length),
  ).join('');
}

/** Marsaglia's 32-bit xorshift: the same sequence on every run. */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
