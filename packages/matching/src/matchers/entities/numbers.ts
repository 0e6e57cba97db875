import type { Entity } from './entity.js';
import { isCardNumber, isCreditCode, isResidentId } from './identity-numbers.js';
import {
  DOT,
  HYPHEN,
  PLUS,
  SPACE,
  isAlphanumeric,
  isDigit,
  isLetter,
  plainAt,
  plainText,
} from './plain-unit.js';

/** Stretch of digits without anything between them. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** What a digit started, and where looking for digits goes on. */
export interface NumbersFound {
  readonly entities: readonly Entity[];
  readonly end: number;
}

/**
 * Phone numbers, bank cards, identity numbers and credit codes that begin at a digit. Groups may be divided by single
 * spaces, hyphens or dots, but only in the ways such numbers are written: a table of figures is not a phone number.
 */
export function numbersAt(text: string, position: number): NumbersFound {
  const short = endOfShortNumber(text, position);
  const code = codeAround(text, position);
  if (code !== undefined) return { entities: [code], end: code.end };
  if (short !== undefined) return { entities: [], end: short };
  const groups = readGroups(text, position);
  const entities: Entity[] = [];
  for (let first = 0; first < groups.length; first++) {
    for (let last = groups.length - 1; last >= first; last--) {
      const entity = numberOf(text, groups.slice(first, last + 1));
      if (entity === undefined) continue;
      entities.push(entity);
      first = last;
      break;
    }
  }
  return { entities, end: groups.at(-1)?.end ?? position + 1 };
}

const MAX_GROUPS = 13;
const MIN_DIGITS = 10;

/** End of a number too short to be anything (a year, a price): most numbers are, and need no closer look. */
function endOfShortNumber(text: string, position: number): number | undefined {
  let digits = 0;
  for (let i = position; ; i++) {
    const plain = plainAt(text, i);
    if (isDigit(plain)) digits++;
    else if (!isGroupSeparator(plain) || !isDigit(plainAt(text, i + 1))) return i;
    if (digits >= MIN_DIGITS) return undefined;
  }
}
const CODE_LENGTH = 18;

/** An 18-character identity number or credit code whose first digit is here. */
function codeAround(text: string, position: number): Entity | undefined {
  let start = position;
  while (position - start < CODE_LENGTH && isAlphanumeric(plainAt(text, start - 1))) start--;
  let end = position;
  while (end - start <= CODE_LENGTH && isAlphanumeric(plainAt(text, end))) end++;
  if (end - start !== CODE_LENGTH) return undefined;
  const value = plainText(text, start, end).toUpperCase();
  if (isResidentId(value)) return { kind: 'cn_resident_id', value, start, end };
  return isCreditCode(value) ? { kind: 'cn_credit_code', value, start, end } : undefined;
}

function readGroups(text: string, position: number): Group[] {
  const groups: Group[] = [];
  let start = position;
  while (groups.length < MAX_GROUPS) {
    let end = start;
    while (isDigit(plainAt(text, end))) end++;
    groups.push({ start, end, digits: plainText(text, start, end) });
    if (!isGroupSeparator(plainAt(text, end)) || !isDigit(plainAt(text, end + 1))) break;
    start = end + 1;
  }
  return groups;
}

const isGroupSeparator = (plain: number): boolean =>
  plain === SPACE || plain === HYPHEN || plain === DOT;

function numberOf(text: string, groups: readonly Group[]): Entity | undefined {
  const start = (groups[0] as Group).start;
  const end = (groups.at(-1) as Group).end;
  const digits = groups.map((group) => group.digits).join('');
  if (digits.length < MIN_DIGITS || digits.length > 19 || isPartOfDecimal(text, start, end))
    return undefined;
  const shape = groups.map((group) => group.digits.length).join(' ');
  const phone = phoneOf(text, { start, digits, shape });
  const touchesLeft = isLetter(plainAt(text, start - 1));
  const touchesRight = isLetter(plainAt(text, end));
  if (phone !== undefined) {
    if (touchesRight) return undefined;
    return { kind: 'phone', value: phone.value, start: phone.start, end };
  }
  if (touchesLeft || touchesRight || !isCardShape(shape) || !isCardNumber(digits)) return undefined;
  return { kind: 'bank_card', value: digits, start, end };
}

/** "0.13800138000" and "1.2.3" hold no phone number, and "13800138000.example.com" is a host. */
function isPartOfDecimal(text: string, start: number, end: number): boolean {
  return (
    (plainAt(text, start - 1) === DOT && isDigit(plainAt(text, start - 2))) ||
    (plainAt(text, end) === DOT && isAlphanumeric(plainAt(text, end + 1)))
  );
}

const MOBILE_SHAPES = new Set([
  '11',
  '3 4 4',
  '3 8',
  '7 4',
  '4 3 4',
  '3 3 5',
  '5 6',
  '1 1 1 1 1 1 1 1 1 1 1',
]);
const SERVICE_SHAPES = new Set(['10', '3 3 4', '3 4 3', '4 3 3', '4 6']);
const LANDLINE_SHAPES = new Set(['3 8', '4 7', '4 8', '3 4 4', '4 4 4', '4 3 4']);

interface Digits {
  readonly start: number;
  readonly digits: string;
  readonly shape: string;
}

function phoneOf(
  text: string,
  number: Digits,
): { readonly value: string; readonly start: number } | undefined {
  const { start, digits, shape } = number;
  const hasPlus = plainAt(text, start - 1) === PLUS;
  const from = hasPlus ? start - 1 : start;
  const national = withoutCountryCode(number);
  if (/^1[3-9]\d{9}$/.test(national.digits) && MOBILE_SHAPES.has(national.shape)) {
    return { value: `+86${national.digits}`, start: from };
  }
  if (hasPlus && /^[1-9]\d{9,14}$/.test(digits)) return { value: `+${digits}`, start: from };
  if (/^[48]00\d{7}$/.test(digits) && SERVICE_SHAPES.has(shape) && shape !== '10')
    return { value: digits, start };
  if (/^400\d{7}$/.test(digits)) return { value: digits, start };
  const isLandline = /^0[1-9]\d{8,10}$/.test(digits) && LANDLINE_SHAPES.has(shape);
  return isLandline ? { value: digits, start } : undefined;
}

/** Without a leading 86 or 0086, whether it is a group of its own or not. */
function withoutCountryCode({ digits, shape }: Digits): {
  readonly digits: string;
  readonly shape: string;
} {
  const code = /^(?:0086|86)(?=1[3-9]\d{9}$)/.exec(digits)?.[0];
  if (code === undefined) return { digits, shape };
  const [first = '', ...rest] = shape.split(' ');
  const firstRest = Number(first) - code.length;
  return {
    digits: digits.slice(code.length),
    shape: (firstRest === 0 ? rest : [String(firstRest), ...rest]).join(' '),
  };
}

/** As printed on cards: fours with a shorter end, 6 + 13, or all together. */
const isCardShape = (shape: string): boolean =>
  /^\d+$|^(?:4 )+[1-4]$|^6 1[0-3]$|^4 6 [45]$/.test(shape);
