/**
 * ASCII reading of every UTF-16 unit, lower case; 0 when it has none. Full width, enclosed digits and letters and the
 * ideographic full stop are read as ASCII; look-alike letters are not, because they make another domain or account.
 */
export const PLAIN: Uint8Array = buildPlain();

export const DOT = 0x2e;
export const AT = 0x40;
export const HYPHEN = 0x2d;
export const SPACE = 0x20;
export const PLUS = 0x2b;

export const plainAt = (text: string, position: number): number =>
  position >= 0 && position < text.length ? (PLAIN[text.charCodeAt(position)] as number) : 0;

export const isDigit = (plain: number): boolean => plain >= 0x30 && plain <= 0x39;
export const isLetter = (plain: number): boolean => plain >= 0x61 && plain <= 0x7a;
export const isAlphanumeric = (plain: number): boolean => isDigit(plain) || isLetter(plain);

/** The ASCII reading of a stretch of text; units without one are kept. */
export function plainText(text: string, start: number, end: number): string {
  if (isAscii(text, start, end)) return text.slice(start, end).toLowerCase();
  let plain = '';
  for (let i = start; i < end; i++)
    plain += String.fromCharCode(plainAt(text, i) || text.charCodeAt(i));
  return plain;
}

function isAscii(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function buildPlain(): Uint8Array {
  const plain = new Uint8Array(65_536);
  const put = (unit: number, ascii: string): void => {
    plain[unit] = ascii.toLowerCase().charCodeAt(0);
  };
  for (let ascii = 0x20; ascii < 0x7f; ascii++) {
    put(ascii, String.fromCharCode(ascii));
    put(ascii + 0xfee0, String.fromCharCode(ascii));
  }
  put(0x3000, ' ');
  put(0xa0, ' ');
  for (const stop of '。｡') put(stop.charCodeAt(0), '.');
  for (let enclosed = 0x2460; enclosed < 0x2500; enclosed++) {
    const inner = String.fromCharCode(enclosed).normalize('NFKC').replace(/[().]/g, '');
    if (inner.length === 1) put(enclosed, inner);
  }
  return plain;
}
