import type { Entity } from './entity.js';
import { isAlphanumeric, isLetter, plainAt, plainText } from './plain-unit.js';

interface Platform {
  readonly name: string;
  /** As `plainText` reads them. */
  readonly keywords: readonly string[];
  /** An account in digits, which may follow the keyword directly. */
  readonly digits?: RegExp;
  /** An account in letters: after a colon or 号, or with a digit or underscore inside. */
  readonly handle?: RegExp;
}

const PLATFORMS: readonly Platform[] = [
  {
    name: 'wechat',
    keywords: ['微信', '薇信', '徽信', '威信', 'v信', 'weixin', 'wechat', 'vx', 'wx'],
    digits: /^[1-9]\d{5,10}(?![a-z0-9])/,
    handle: /^[a-z][a-z0-9_-]{5,19}(?![a-z0-9_-])/,
  },
  {
    name: 'qq',
    keywords: ['扣扣', '企鹅', 'qq', 'q群', '扣群'],
    digits: /^[1-9]\d{4,11}(?![a-z0-9])/,
  },
  {
    name: 'telegram',
    keywords: ['电报', '纸飞机', 'telegram', 'tg'],
    handle: /^[a-z][a-z0-9_]{4,31}(?![a-z0-9_])/,
  },
];

const KEYWORDS = PLATFORMS.flatMap(({ keywords }) => keywords);

/** First units of all keywords. */
export const socialTriggers: ReadonlySet<string> = new Set(
  KEYWORDS.map((keyword) => keyword.charAt(0)),
);

/** Second units of all keywords: most words that begin like a platform do not go on like one. */
const IS_SECOND: Uint8Array = secondUnits();

function secondUnits(): Uint8Array {
  const second = new Uint8Array(65_536);
  for (const keyword of KEYWORDS) second[keyword.charCodeAt(1)] = 1;
  return second;
}

const FIRST_PAIRS: ReadonlySet<number> = new Set(
  KEYWORDS.map((keyword) => pairOf(keyword.charCodeAt(0), keyword.charCodeAt(1))),
);

function pairOf(first: number, second: number): number {
  return (first << 16) | second;
}

/** Whether a keyword may begin here: spares most of the letters of English a closer look. */
export function mayNameAccount(text: string, position: number): boolean {
  if (position + 1 >= text.length) return false;
  const second = unitAt(text, position + 1);
  if (IS_SECOND[second] === 0) return false;
  const first = plainAt(text, position);
  if (isLetter(first) && isLetter(plainAt(text, position - 1))) return false;
  return FIRST_PAIRS.has(pairOf(first || text.charCodeAt(position), second));
}

const MAX_ACCOUNT = 48;
const CONNECTION =
  /^(?:号码?|群号?|id|账号|帐号)?[\s:：=是为→@/-]{0,4}(?:号码?|账号|是|为)?[\s:：=@]{0,3}/;

/** An account named with its platform ("微信号：abc_123", "QQ 12345678") whose keyword begins here. */
export function socialAccountAt(text: string, position: number): Entity | undefined {
  for (const platform of PLATFORMS) {
    for (const keyword of platform.keywords) {
      if (isWordAt(text, position, keyword))
        return accountAfter(text, { position, keyword, platform });
    }
  }
  return undefined;
}

function isWordAt(text: string, position: number, word: string): boolean {
  for (let k = 0; k < word.length; k++) {
    if (unitAt(text, position + k) !== word.charCodeAt(k)) return false;
  }
  return true;
}

/** As `plainText` reads it. */
const unitAt = (text: string, position: number): number =>
  plainAt(text, position) || text.charCodeAt(position);

function accountAfter(
  text: string,
  {
    position,
    keyword,
    platform,
  }: { readonly position: number; readonly keyword: string; readonly platform: Platform },
): Entity | undefined {
  const from = position + keyword.length;
  if (!hasAccountAhead(text, from)) return undefined;
  const rest = plainText(text, from, Math.min(text.length, from + MAX_ACCOUNT));
  const connection = CONNECTION.exec(rest)?.[0] ?? '';
  const account = rest.slice(connection.length);
  const found = platform.digits?.exec(account)?.[0] ?? handleOf(platform, connection, account);
  if (found === undefined) return undefined;
  return {
    kind: 'social_account',
    value: `${platform.name}:${found}`,
    start: position,
    end: from + connection.length + found.length,
  };
}

// Longest text that CONNECTION takes.
const MAX_CONNECTION = 12;

/** Most mentions of a platform name no account; this spares them the expressions. */
function hasAccountAhead(text: string, from: number): boolean {
  for (let i = from; i <= from + MAX_CONNECTION; i++) {
    if (isAlphanumeric(plainAt(text, i))) return true;
  }
  return false;
}

function handleOf(platform: Platform, connection: string, account: string): string | undefined {
  const handle = platform.handle?.exec(account)?.[0];
  if (handle === undefined || connection === '') return undefined;
  return /[:：=@号是为]|id/.test(connection) || /[\d_]/.test(handle) ? handle : undefined;
}
