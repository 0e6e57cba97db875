/** Hash of two neighbouring folded units; the first filter of a term index is addressed by it. Signed 32 bits. */
export function pairHash(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
