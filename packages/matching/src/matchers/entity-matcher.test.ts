import { entityTypes, type EntityType } from '@assay/domain';
import fc from 'fast-check';
import { findEntities } from './entity-matcher.js';
import { isCreditCode, isResidentId, passesLuhn } from './entities/identity-numbers.js';
import { toAsciiLabel } from './entities/punycode.js';

const anyBudget = { budget: 10_000_000 };

/** `kind value [found text]` of everything found. */
const finds = (text: string): string[] =>
  findEntities(text, anyBudget).hits.map(
    ({ kind, value, start, end }) => `${kind} ${value} [${text.slice(start, end)}]`,
  );

describe('findEntities', () => {
  test.each([
    [
      '看这里 https://Shop.Example.com/a?b=1，很好',
      ['url shop.example.com [https://Shop.Example.com/a?b=1]'],
    ],
    ['(see http://example.com/path/).', ['url example.com [http://example.com/path/]']],
    ['www.example.com', ['url www.example.com [www.example.com]']],
    ['访问example.cn领奖', ['domain example.cn [example.cn]']],
    ['访问ｅｘａｍｐｌｅ．ｃｏｍ领奖', ['domain example.com [ｅｘａｍｐｌｅ．ｃｏｍ]']],
    ['访问example。com领奖', ['domain example.com [example。com]']],
    [
      'hxxp://bad-shop.example.net:8080/x',
      ['url bad-shop.example.net [hxxp://bad-shop.example.net:8080/x]'],
    ],
    ['http://购物.example.com/x 来', ['url xn--g2xx48c.example.com [http://购物.example.com/x]']],
    ['to exаmple.com', ['domain xn--exmple-4nf.com [exаmple.com]']],
    ['shop.example.co.za', ['domain shop.example.co.za [shop.example.co.za]']],
    [
      'http://例子.公司.香港/ 看',
      ['url xn--fsqu00a.xn--55qx5d.xn--j6w193g [http://例子.公司.香港/]'],
    ],
    ['http://münchen.example.de', ['url xn--mnchen-3ya.example.de [http://münchen.example.de]']],
    ['a.b.example.co.uk', ['domain a.b.example.co.uk [a.b.example.co.uk]']],
    [
      'mail Promo.Team+1@Mail.Example.com now',
      ['email promo.team+1@mail.example.com [Promo.Team+1@Mail.Example.com]'],
    ],
    ['写信到ad@example.cn。', ['email ad@example.cn [ad@example.cn]']],
    ['host 203.0.113.7 up', ['ipv4 203.0.113.7 [203.0.113.7]']],
    ['电话13800138000。', ['phone +8613800138000 [13800138000]']],
    ['＋８６ 138-0013-8000', ['phone +8613800138000 [＋８６ 138-0013-8000]']],
    ['0086 13800138000', ['phone +8613800138000 [0086 13800138000]']],
    ['138 0013 8000', ['phone +8613800138000 [138 0013 8000]']],
    ['①③⑧00138000', ['phone +8613800138000 [①③⑧00138000]']],
    [
      '13800138000 13900139000',
      ['phone +8613800138000 [13800138000]', 'phone +8613900139000 [13900139000]'],
    ],
    ['2024-01-15 13800138000', ['phone +8613800138000 [13800138000]']],
    ['call +1 415 555 0100', ['phone +14155550100 [+1 415 555 0100]']],
    ['热线400-123-4567', ['phone 4001234567 [400-123-4567]']],
    ['座机010-12345678', ['phone 01012345678 [010-12345678]']],
    ['卡号4111 1111 1111 1111', ['bank_card 4111111111111111 [4111 1111 1111 1111]']],
    ['卡号4111-1111-1111-1111,', ['bank_card 4111111111111111 [4111-1111-1111-1111]']],
    ['身份证11010519491231002x', ['cn_resident_id 11010519491231002X [11010519491231002x]']],
    ['代码91350100M000100Y43', ['cn_credit_code 91350100M000100Y43 [91350100M000100Y43]']],
    ['微信：abc_12345', ['social_account wechat:abc_12345 [微信：abc_12345]']],
    ['加VX号shop-2024', ['social_account wechat:shop-2024 [VX号shop-2024]']],
    ['QQ12345678', ['social_account qq:12345678 [QQ12345678]']],
    ['q群：123456789', ['social_account qq:123456789 [q群：123456789]']],
    ['Telegram: @promo_bot', ['social_account telegram:promo_bot [Telegram: @promo_bot]']],
    [
      '微信13800138000',
      ['social_account wechat:13800138000 [微信13800138000]', 'phone +8613800138000 [13800138000]'],
    ],
  ])('in %p finds %p', (text, expected) => {
    expect(finds(text)).toEqual(expected);
  });

  test.each([
    ['今天天气不错。我们去公园走走吧。', 'plain Chinese'],
    ['It was late.She left. e.g. this, etc. and so on... Fine.', 'sentences without spaces'],
    ['Le café.The end. день.Мы, them.A walk', 'sentences without spaces in several alphabets'],
    ['http://例子.没有这个', 'no public suffix in another alphabet'],
    ['shop.za', 'a suffix that is public only below another label'],
    ['see readme.md, main.py, run.sh, index.ts and node.js', 'file names'],
    ['Pi is 3.14159265358979, e is 2.71828182845', 'decimals'],
    ['version 1.2.3, section 4.5, 12.50元', 'versions and prices'],
    ['订单号 12800138000', 'not a mobile prefix'],
    ['流水号 138001380001', 'twelve digits that fail the check'],
    ['卡号4111 1111 1111 1112', 'a failing Luhn check'],
    ['时间戳1700000000000', 'a time stamp'],
    ['0000000000000000', 'one digit repeated'],
    ['12 45 67 89 13 80 01 38', 'a row of figures'],
    ['身份证110105194912310021', 'a failing check digit'],
    ['身份证11010519490231002X', 'the 31st of February'],
    ['sha f13800138000a9', 'digits inside a hash'],
    ['300.1.1.1 and 1.2.3.4.5', 'not an address'],
    ['use WeChat payments or QQ music', 'platform names'],
    ['微信支付 and wxpython 3.10', 'words that begin like a platform'],
    ['a@b, @user, user@localhost', 'no public suffix'],
    ['example.cоm', 'look-alike letters make another suffix'],
  ])('finds nothing in %p: %s', (text) => {
    expect(finds(text)).toEqual([]);
  });

  test('never throws, keeps spans in bounds and ends within its budget on random text', () => {
    const text = fc.array(
      fc.constantFrom(...'0123456789.@-: /+ab微信qQ。http：//１①x🎁', 'www.', '.com', '://'),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(text, (units) => {
        const haystack = units.join('');
        for (const { start, end, value } of findEntities(haystack, anyBudget).hits) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(haystack.length);
          expect(value).not.toBe('');
        }
        expect(findEntities(haystack, { budget: 100 }).work).toBeLessThanOrEqual(100);
      }),
      { numRuns: 1_500 },
    );
  });

  test('finds fewer kinds as it finds them among all, and never with more work', () => {
    const units = [...'013800138000.@: /ab微信号：qQé。', 'www.', '.com', '://', '.The', '1.2.3.4'];
    const text = fc.array(fc.constantFrom(...units), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.subarray([...entityTypes]), (parts, subset) => {
        const haystack = parts.join('');
        const kinds = new Set(subset);
        const all = findEntities(haystack, anyBudget);
        const fewer = findEntities(haystack, { ...anyBudget, kinds });
        expect(fewer.hits).toEqual(all.hits.filter(({ kind }) => kinds.has(kind)));
        expect(fewer.work).toBeLessThanOrEqual(all.work);
      }),
      { numRuns: 1_500 },
    );
  });

  test('spends work on candidates of the kinds that are asked for only', () => {
    const text = '电话13800138000，微信abc';
    const hosts = { ...anyBudget, kinds: new Set<EntityType>(['url', 'domain', 'email']) };
    expect(findEntities(text, hosts).work).toBe(text.length);
    expect(findEntities(text, anyBudget).work).toBeGreaterThan(text.length);
  });

  test('takes no number out of an address, also when only numbers are asked for', () => {
    const numbers = { ...anyBudget, kinds: new Set<EntityType>(['phone']) };
    expect(findEntities('http://example.com/13800138000', numbers).hits).toEqual([]);
    expect(findEntities('http://example.com/ 13800138000', numbers).hits).toHaveLength(1);
  });

  test.each(['a.', 'a@', '1-', '://', 'a.b@', 'www.a', '微信', '1 '])(
    'reads 20,000 units of %p in linear time',
    (unit) => {
      const text = unit.repeat(20_000 / unit.length);
      const half = findEntities(text.slice(0, 10_000), anyBudget).work;
      expect(findEntities(text, anyBudget).work).toBeLessThanOrEqual(2 * half + 100);
    },
  );

  test('says when its budget is spent', () => {
    const text = 'a.com '.repeat(1_000);
    expect(findEntities(text, { budget: 7_000 })).toMatchObject({ budgetExceeded: true });
    expect(findEntities(text, anyBudget)).toMatchObject({ budgetExceeded: false });
  });
});

describe('check digits', () => {
  test.each([
    ['4111111111111111', true],
    ['4111111111111121', false],
    ['79927398713', true],
  ])('Luhn of %p is %p', (digits, expected) => expect(passesLuhn(digits)).toBe(expected));

  test.each([
    ['11010519491231002X', true],
    ['110105194912310029', false],
    ['99010519491231002X', false],
  ])('resident id %p is %p', (number, expected) => expect(isResidentId(number)).toBe(expected));

  test.each([
    ['91350100M000100Y43', true],
    ['91350100M000100Y44', false],
    ['91350100I000100Y43', false],
  ])('credit code %p is %p', (code, expected) => expect(isCreditCode(code)).toBe(expected));

  test('one changed digit always breaks an identity number', () => {
    const number = '11010519491231002X';
    for (let at = 6; at < 17; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = number.slice(0, at) + String(digit) + number.slice(at + 1);
        expect(isResidentId(changed)).toBe(changed === number);
      }
    }
  });
});

test.each([
  ['example', 'example'],
  ['münchen', 'xn--mnchen-3ya'],
  ['例子', 'xn--fsqu00a'],
  ['他们为什么不说中文', 'xn--ihqwcrb4cv8a8dqg056pqjye'],
])('the label %p is %p in punycode', (label, expected) => {
  expect(toAsciiLabel(label)).toBe(expected);
});
