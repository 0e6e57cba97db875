/**
 * Offset in a JSON text at which the value of an RFC 6901 pointer begins, for jumping to a problem.
 * When the path ends early (a missing key), the deepest value that exists. The text must be valid JSON. O(n).
 */
export function pointerOffset(json: string, pointer: string): number {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let offset = skipBlank(json, 0);
  for (const step of steps) {
    const inner = child(json, offset, step);
    if (inner === undefined) return offset;
    offset = inner;
  }
  return offset;
}

export const lineOfOffset = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length;

function child(json: string, offset: number, step: string): number | undefined {
  const isArray = json[offset] === '[';
  if (!isArray && json[offset] !== '{') return undefined;
  let at = skipBlank(json, offset + 1);
  for (let index = 0; at < json.length && json[at] !== ']' && json[at] !== '}'; index += 1) {
    let name = String(index);
    if (!isArray) {
      const end = endOfString(json, at);
      name = JSON.parse(json.slice(at, end)) as string;
      at = skipBlank(json, skipBlank(json, end) + 1);
    }
    if (name === step) return at;
    at = skipBlank(json, endOfValue(json, at));
    if (json[at] === ',') at = skipBlank(json, at + 1);
  }
  return undefined;
}

function skipBlank(json: string, from: number): number {
  let at = from;
  while (at < json.length && ' \t\r\n'.includes(json[at] as string)) at += 1;
  return at;
}

function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(json: string, from: number): number {
  if (json[from] === '"') return endOfString(json, from);
  let depth = 0;
  let at = from;
  while (at < json.length) {
    const character = json[at] as string;
    if (character === '"') {
      at = endOfString(json, at);
      continue;
    }
    if ('[{'.includes(character)) depth += 1;
    else if (']}'.includes(character)) depth -= 1;
    if (depth < 0 || (depth === 0 && character === ',')) return at;
    at += 1;
    if (depth === 0 && ']}'.includes(character)) return at;
  }
  return at;
}
