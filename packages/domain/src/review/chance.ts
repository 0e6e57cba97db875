/**
 * A number in [0, 1) that belongs to an id and a purpose: the same id draws the same number every time, so that a
 * decision that is recorded twice draws once, and a sample can be checked afterwards. FNV-1a with a final mix; the
 * ids bring the randomness.
 */
export function chanceOf(id: string, purpose: string): number {
  let hash = 0x811c9dc5;
  const word = `${purpose}:${id}`;
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}
