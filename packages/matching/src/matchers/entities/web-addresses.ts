import { parse } from 'tldts';
import { KIND, kindAt } from '../../fold/fold-table.js';
import type { Entity } from './entity.js';
import { AT, DOT, HYPHEN, isAlphanumeric, isDigit, plainAt, plainText } from './plain-unit.js';
import { toAsciiLabel } from './punycode.js';

const MAX_HOST = 253;
const MAX_LOCAL_PART = 64;

/** A dot between characters of a host, the end of the run of them, and how far back they may be read. */
interface HostRun {
  readonly position: number;
  readonly end: number;
  readonly floor: number;
}

/**
 * The URL, domain, e-mail or IPv4 address around the dot at `position`, not reaching back before `floor`.
 * A host without scheme must be ASCII (full width counts) and end in a public suffix that is no file ending.
 */
export function webAddressAt(text: string, run: HostRun): Entity | undefined {
  const { position, end, floor } = run;
  const start = hostStart(text, position, floor);
  if (start === position || end === position + 1) return undefined;
  if (plainAt(text, end) === AT) return emailAt(text, end, floor);
  if (plainAt(text, start - 1) === AT) return emailAt(text, start - 1, floor);
  return addressOf(text, { start, end });
}

/** The e-mail address around an `@`. */
export function emailAt(text: string, position: number, floor: number): Entity | undefined {
  const least = Math.max(floor, position - MAX_LOCAL_PART);
  let start = position;
  while (start > least && isLocalPartUnit(plainAt(text, start - 1))) start--;
  while (start < position && plainAt(text, start) === DOT) start++;
  const end = hostEnd(text, position);
  const host = publicHost(plainText(text, position + 1, end));
  if (start === position || host === undefined) return undefined;
  return { kind: 'email', value: `${plainText(text, start, position)}@${host}`, start, end };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function addressOf(text: string, ascii: Stretch): Entity | undefined {
  const written = plainText(text, ascii.start, ascii.end);
  if (isDigit(written.charCodeAt(written.lastIndexOf('.') + 1))) {
    return isIpv4(written)
      ? { kind: 'ipv4', value: written, start: ascii.start, end: ascii.end }
      : undefined;
  }
  const host = publicHost(written);
  if (host === undefined) return undefined;
  const scheme = schemeBefore(text, ascii.start);
  const end = pathEnd(text, ascii.end);
  if (scheme !== undefined || end > ascii.end || host.startsWith('www.')) {
    return { kind: 'url', value: host, start: scheme ?? ascii.start, end };
  }
  return isLikelyFileName(text, ascii, host)
    ? undefined
    : { kind: 'domain', value: host, start: ascii.start, end };
}

/** A URL with scheme whose host has other letters than ASCII; `colon` is the position of `://`. */
export function internationalUrlAt(text: string, colon: number): Entity | undefined {
  const scheme = schemeBefore(text, colon + 3);
  if (scheme === undefined) return undefined;
  const match = /^[\p{L}\p{N}.\-。．｡]{4,253}/u.exec(text.slice(colon + 3, colon + 3 + MAX_HOST));
  if (match === null || /^[\x21-\x7e]*$/.test(match[0])) return undefined;
  const end = colon + 3 + match[0].length;
  const host = publicHost(plainText(text, colon + 3, end));
  return host === undefined
    ? undefined
    : { kind: 'url', value: host, start: scheme, end: pathEnd(text, end) };
}

function hostStart(text: string, position: number, floor: number): number {
  const least = Math.max(floor, position - MAX_HOST);
  let start = position;
  while (start > least && isHostUnitAt(text, start - 1)) start--;
  while (start < position && !isHostEdgeAt(text, start)) start++;
  return start;
}

/** End of the run of host characters around a dot or behind an `@`. */
export function hostEnd(text: string, position: number): number {
  const most = Math.min(text.length, position + MAX_HOST);
  let end = position + 1;
  while (end < most && isHostUnitAt(text, end)) end++;
  while (end > position + 1 && !isHostEdgeAt(text, end - 1)) end--;
  return end;
}

// Letters of other alphabets belong to the host (and make it another one); ideographs are the sentence around it.
const isHostEdgeAt = (text: string, position: number): boolean =>
  isAlphanumeric(plainAt(text, position)) || (kindAt(text, position) & KIND.letter) !== 0;

const isHostUnitAt = (text: string, position: number): boolean =>
  isHostUnit(plainAt(text, position)) || isHostEdgeAt(text, position);

const isHostUnit = (plain: number): boolean =>
  isAlphanumeric(plain) || plain === DOT || plain === HYPHEN;

const isLocalPartUnit = (plain: number): boolean =>
  isHostUnit(plain) || plain === 0x2b || plain === 0x5f || plain === 0x25;

/** RFC 2606: names for examples and tests. They are written like any other and lead nowhere. */
const RESERVED_SUFFIX = /\.(?:example|invalid|test)$/;

/** The host in normal form if it ends in a public suffix (ICANN list or reserved) and has a name before it. */
function publicHost(written: string): string | undefined {
  const suffix = written.lastIndexOf('.') + 1;
  if (isDigit(written.charCodeAt(suffix)) || !HOST.test(written)) return undefined;
  const isAscii = ASCII.test(written);
  // Punycode is dear, and most of what has letters of several alphabets around a dot are two sentences. The list holds
  // its suffixes in their own letters too.
  if (!isAscii && !isUnderPublicSuffix(written.normalize('NFC').toLowerCase())) return undefined;
  const host = isAscii ? written.toLowerCase() : written.split('.').map(toAsciiLabel).join('.');
  return isUnderPublicSuffix(host) ? host : undefined;
}

/** Two or more labels that neither begin nor end with a hyphen. */
const HOST = /^[^\s.-](?:[^\s.]*[^\s.-])?(?:\.[^\s.-](?:[^\s.]*[^\s.-])?)+$/u;
const ASCII = /^[\0-\x7f]*$/;

function isUnderPublicSuffix(host: string): boolean {
  const { isIcann, domain } = parse(host, PARSE_OPTIONS);
  return domain !== null && (isIcann === true || RESERVED_SUFFIX.test(host));
}

const PARSE_OPTIONS = { extractHostname: false, validateHostname: true };

function isIpv4(written: string): boolean {
  const parts = written.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** Start of `http://` or the like just before a host; also `hxxp`, as links are written to slip through. */
function schemeBefore(text: string, host: number): number | undefined {
  const match = /(?:https?|hxxps?|ftp):\/\/$/.exec(plainText(text, Math.max(0, host - 8), host));
  return match === null ? undefined : host - match[0].length;
}

/** End of port, path, query and fragment; closing punctuation stays outside. */
function pathEnd(text: string, from: number): number {
  let end = from;
  if (text.charAt(end) === ':' && isDigit(plainAt(text, end + 1))) {
    end++;
    while (isDigit(plainAt(text, end))) end++;
  }
  if (!'/?#'.includes(text.charAt(end)) || end === text.length) return end;
  while (end < text.length && /[\w\-.~:/?#[\]@!$&'()*+,;=%]/.test(text.charAt(end))) end++;
  while (end > from && /[.,!?;:'")\]]/.test(text.charAt(end - 1))) end--;
  return end;
}

// Country codes that are file endings too; words that follow a full stop without a space.
const FILE_ENDINGS = new Set([
  'md',
  'py',
  'rs',
  'sh',
  'pl',
  'ps',
  'so',
  'zip',
  'mov',
  'cc',
  'ml',
  'vi',
  'la',
  'st',
]);
const WORDS = new Set([
  'is',
  'it',
  'in',
  'to',
  'at',
  'so',
  'me',
  'my',
  'am',
  'be',
  'do',
  'no',
  'us',
  'as',
  'by',
  'id',
]);
// Behind "。" a new sentence is more likely than a host, except with the endings that adverts use.
const DISGUISED_SUFFIXES = new Set([
  'com',
  'cn',
  'net',
  'org',
  'top',
  'xyz',
  'vip',
  'club',
  'shop',
  'site',
  'cc',
  'me',
  'info',
]);

/** `readme.md`, `see you.It is`: two labels whose ending is rather a file's or a word's. */
function isLikelyFileName(text: string, { start, end }: Stretch, host: string): boolean {
  const labels = host.split('.');
  if (labels.length > 2) return false;
  const suffix = labels[1] as string;
  if (FILE_ENDINGS.has(suffix)) return true;
  const ending = text.slice(end - suffix.length, end);
  if (/[。｡]/.test(text.slice(start, end)) && !DISGUISED_SUFFIXES.has(suffix)) return true;
  const isCapitalised =
    /^[A-Z][a-z]/.test(ending) && /^[A-Za-z]?[a-z]/.test(text.slice(start, end));
  return isCapitalised || (WORDS.has(suffix) && /^[a-z]+$/.test(labels[0] as string));
}

/**
 * Normal form of a host as somebody writes it down (`HTTPS://Shop.Example.com/x` → `shop.example.com`): lower-case
 * punycode without scheme, port, path and final dot. Undefined when it is no host under a public suffix.
 */
export function normaliseHost(written: string): string | undefined {
  const plain = plainText(written.trim(), 0, written.trim().length);
  const host = /^(?:[a-z]+:\/\/)?(?:\*\.)?([^\s:/?#@]+?)\.?(?::\d+)?(?:[/?#]\S*)?$/u.exec(
    plain,
  )?.[1];
  return host === undefined ? undefined : publicHost(host);
}

/** The host and the domains above it down to the registrable one, longest first. */
export function hostAndParents(host: string): readonly string[] {
  const registrable = parse(host, PARSE_OPTIONS).domain ?? host;
  const hosts = [host];
  let rest = host;
  while (rest.length > registrable.length) {
    rest = rest.slice(rest.indexOf('.') + 1);
    hosts.push(rest);
  }
  return hosts;
}
