import fc from 'fast-check';
import { FoldedText } from './folded-text.js';
import { pairHash } from './pair-hash.js';

const folded = (text: string): string => {
  const { units, length } = FoldedText.of(text);
  return String.fromCharCode(...units.subarray(0, length));
};

const positions = (text: string): number[] => {
  const result = FoldedText.of(text);
  return [...result.positions.subarray(0, result.length)];
};

describe('FoldedText', () => {
  test.each([
    ['Free MONEY', 'freemoney', 'case, and separators left out'],
    ['ＡＢｃ１２', 'abc12', 'full width'],
    ['ｶﾀｶﾅ', 'カタカナ', 'half width'],
    ['①⑵⒊Ⓐ⒝', '123ab', 'enclosed forms'],
    ['𝐀𝒷𝟛', 'ab3', 'mathematical letters'],
    ['🅰🅱🅅', 'abv', 'squared letters'],
    ['éÜñøŁ', 'eunol', 'Latin diacritics'],
    ['e\u0301', 'e', 'combining marks'],
    ['a\u200b\u00ad\ufeff\u202eb', 'ab', 'invisible units'],
    ['優惠券與彩票', '优惠券与彩票', 'traditional characters'],
    ['豈', '岂', 'compatibility ideographs'],
    ['аеосрх', 'aeocpx', 'look-alike Cyrillic'],
    ['й', 'й', 'Cyrillic letters of their own'],
    ['が', 'が', 'kana keep their marks'],
    ['ﬁ㎏㈱', 'fikg株', 'characters that expand'],
    ['🎁💰❤️👨‍👩‍👧', '', 'emoji'],
    ['𠮷', '𠮷', 'ideographs outside the basic plane'],
    ['\ud800x\udc00', 'x', 'lone surrogates'],
    ['ΣΑΣ σας', 'σaσσaσ', 'both sigmas'],
    ['ไทย', 'ไทย', 'scripts without case'],
    ['', '', 'nothing'],
  ])('folds %p to %p: %s', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  test('maps every unit to where its character begins', () => {
    expect(positions('🎁a b')).toEqual([2, 4]);
    expect(positions('㎏x')).toEqual([0, 0, 1]);
    expect(positions('𠮷x')).toEqual([0, 1, 2]);
    // A traditional character of one unit whose simplified form needs two.
    expect(positions('訏x')).toEqual([0, 0, 1]);
    expect(positions('𝐀x')).toEqual([0, 2]);
  });

  test('tells where a character ends', () => {
    const text = FoldedText.of('𝐀㎏b');
    expect([0, 1, 2, 3].map((index) => text.endOf(index))).toEqual([2, 3, 3, 4]);
  });

  test('is made anew by refold, longer or shorter', () => {
    const text = FoldedText.of('x');
    expect(text.refold('㎏'.repeat(400)).length).toBe(800);
    expect(text.refold('ab')).toMatchObject({ length: 2, text: 'ab' });
  });

  test('hashes the pairs of what it holds now, and the same whatever it held before', () => {
    const text = FoldedText.of('今天 weather 不错');
    text.pairHashes();
    const again = text.refold('ab公园').pairHashes();
    const fresh = FoldedText.of('ab公园');
    expect(again.subarray(0, 8)).toEqual(fresh.pairHashes().subarray(0, 8));
    expect(again[1]).toBe(pairHash('b'.charCodeAt(0), '公'.charCodeAt(0)));
    expect(fresh.refold('㎏'.repeat(400)).pairHashes()[798]).toBe(
      pairHash('k'.charCodeAt(0), 'g'.charCodeAt(0)),
    );
  });

  test('folds every letter of a character that stands for two', () => {
    expect(folded('Ǆ')).toBe('dz');
    expect(folded('ǈ')).toBe('lj');
  });

  test('is stable when folded again, for every character of the basic plane', () => {
    const unstable: string[] = [];
    for (let unit = 1; unit < 0xd800; unit++) {
      const once = folded(String.fromCharCode(unit));
      if (folded(once) !== once) unstable.push(unit.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  test('has ascending positions inside the text and is stable when folded again, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const at = positions(text);
        expect(at).toEqual(at.toSorted((a, b) => a - b));
        expect(at.every((position) => position >= 0 && position < text.length)).toBe(true);
        expect(folded(folded(text))).toBe(folded(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
