import fc from 'fast-check';
import { RE2JS } from 're2js';
import { FoldedText } from '../fold/folded-text.js';
import { requiredLiterals } from './pattern-literals.js';
import {
  PatternMatcher,
  compilePattern,
  maxUnfilteredPatterns,
  type CompiledPattern,
} from './pattern-matcher.js';

const anyBudget = { budget: 10_000_000 };

function compiled(source: string, caseSensitive = false): CompiledPattern {
  const result = compilePattern(source, { caseSensitive });
  if (!result.ok) throw new Error(result.message);
  return result.pattern;
}

function matcherOf(...sources: string[]): PatternMatcher {
  const matcher = new PatternMatcher();
  sources.forEach((source, id) => matcher.add(id, compiled(source)));
  return matcher;
}

const scan = (matcher: PatternMatcher, text: string): string[] =>
  matcher.scan(FoldedText.of(text), anyBudget).hits.map(({ start, end }) => text.slice(start, end));

describe('requiredLiterals', () => {
  test.each([
    ['加微信\\s*\\d+', ['加微信']],
    ['(?i)free\\s+money', ['money']],
    ['日赚(\\d+)元', ['日赚']],
    ['a(?:bcd|efg)h', ['bcd', 'efg']],
    ['返利|优惠券', ['返利', '优惠券']],
    ['ab+cd', ['ab']],
    ['ab*cde', ['cde']],
    ['abc{0,3}de', ['ab']],
    ['(abc)?de', ['de']],
    ['\\Aabc\\.de\\z', ['abc.de']],
    ['[abc]xyz', ['xyz']],
    ['[]a]xyz[^]b]', ['xyz']],
    ['[[:alpha:]]xyz', ['xyz']],
    ['\\p{Han}xyz', ['xyz']],
    ['(?P<name>abc)', ['abc']],
  ])('of %p are %p', (source, expected) => {
    expect(requiredLiterals(source)).toEqual(expected);
  });

  test.each([
    ['\\d+'],
    ['a|bcd'],
    ['(abc)?'],
    ['a.b'],
    ['[a-z]+'],
    ['\\x{41}bc'],
    ['\\Qabc\\E'],
    ['(?x)abc'],
  ])('of %p are unknown', (source) => {
    expect(requiredLiterals(source)).toEqual([]);
  });
});

describe('compilePattern', () => {
  test.each([
    ['(', 'pattern_syntax'],
    ['(?=a)', 'pattern_syntax'],
    ['(a)\\1', 'pattern_syntax'],
    ['a*', 'pattern_matches_empty'],
    ['', 'pattern_matches_empty'],
    ['x'.repeat(1_001), 'pattern_too_long'],
    ['(?:[a-z]{1,99}[0-9]{1,99}){9}', 'pattern_too_large'],
  ])('refuses %p with %s', (source, code) => {
    expect(compilePattern(source)).toMatchObject({ ok: false, code });
  });
});

describe('PatternMatcher', () => {
  test('finds matches with spans in the original', () => {
    expect(
      scan(matcherOf('日[赚入]\\s*\\d+\\s*元', 'vip\\d+'), '🎁轻松日赚 500 元，VIP88 或 vip9'),
    ).toEqual(['日赚 500 元', 'VIP88', 'vip9']);
  });

  test('heeds case when asked to', () => {
    const matcher = new PatternMatcher();
    matcher.add(1, compiled('Promo\\d', true));
    expect(scan(matcher, 'promo1 Promo2')).toEqual(['Promo2']);
  });

  test('sees additions and removals at once', () => {
    const matcher = matcherOf('返利\\d+', '\\d+%');
    expect(scan(matcher, '返利20%')).toEqual(['20%', '返利20']);
    expect(matcher.remove(0)).toBe(true);
    expect(matcher.remove(0)).toBe(false);
    expect(scan(matcher, '返利20%')).toEqual(['20%']);
    matcher.remove(1);
    expect(scan(matcher, '返利20%')).toEqual([]);
    expect(matcher.size).toBe(0);
  });

  test('refuses an id in use and the pattern that overfills the bucket without literals', () => {
    const matcher = new PatternMatcher();
    for (let id = 0; id < maxUnfilteredPatterns; id++)
      expect(matcher.add(id, compiled('\\d{5}')).ok).toBe(true);
    expect(matcher.add(0, compiled('abc'))).toMatchObject({ ok: false, code: 'id_taken' });
    expect(matcher.add(999, compiled('\\d{5}'))).toMatchObject({
      ok: false,
      code: 'pattern_bucket_full',
    });
    expect(matcher.add(999, compiled('abc\\d')).ok).toBe(true);
  });

  test('stops at its budget and says so', () => {
    const text = FoldedText.of('1 '.repeat(10_000));
    expect(matcherOf('\\d').scan(text, { budget: 25_000 })).toMatchObject({ budgetExceeded: true });
    expect(matcherOf('\\d').scan(text, { budget: 1_000 })).toMatchObject({
      budgetExceeded: true,
      hits: [],
    });
  });

  test('never loses a match to the prefilter', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      'K',
      's',
      '费',
      '\\.',
      '.',
      '[ab]',
      '\\d',
      '(?:ab|费s)',
      '(ab)',
      ' ',
      '1',
      '-',
    );
    const quantifier = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{0,1}');
    const pattern = fc
      .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.map((part) => part.join('')).join(''));
    const text = fc
      .array(fc.constantFrom(...'abABkKſK费sS. 1-'), { maxLength: 16 })
      .map((units) => units.join(''));
    fc.assert(
      fc.property(pattern, text, (source, haystack) => {
        const result = compilePattern(source);
        fc.pre(result.ok);
        const matcher = new PatternMatcher();
        matcher.add(1, compiled(source));
        const expected: string[] = [];
        const plain = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).matcher(haystack);
        while (plain.find())
          if (plain.end() > plain.start())
            expected.push(haystack.slice(plain.start(), plain.end()));
        expect(scan(matcher, haystack)).toEqual(expected);
      }),
      { numRuns: 1_500 },
    );
  });
});
