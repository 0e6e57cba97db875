import { FoldedText } from '../fold/folded-text.js';

/** Folded units a shingle spans, and the least a text must have to be compared. */
const shingle = 3;
const leastUnits = 12;

/** A near-duplicate fingerprint. Texts that differ in a few words differ in a few of its 64 bits. */
export interface Fingerprint {
  /** Signed, as PostgreSQL's `bigint`. */
  readonly value: bigint;
  /** Four bands of 16 bits, each with its number above: two texts within 3 bits share at least one band. */
  readonly bands: readonly number[];
}

/**
 * SimHash over overlapping triples of folded units, so that width, case, separators and look-alikes do not matter.
 * `undefined` for texts too short to compare. Cost: O(64 · length). Source: M. Charikar, "Similarity estimation
 * techniques from rounding algorithms", STOC 2002; bands as in G. Manku et al., WWW 2007.
 */
export function fingerprintOf(text: string): Fingerprint | undefined {
  const { units, length } = FoldedText.of(text);
  if (length < leastUnits) return undefined;
  const votes = new Int32Array(64);
  for (let at = 0; at + shingle <= length; at += 1) {
    const key = ((units[at] ?? 0) << 16) ^ ((units[at + 1] ?? 0) << 8) ^ (units[at + 2] ?? 0);
    vote(votes, 0, mix(key));
    vote(votes, 32, mix(key ^ 0x5bd1e995));
  }
  const words = [0, 16, 32, 48].map((first) => bandAt(votes, first));
  const value = words.reduce((sum, word, band) => sum | (BigInt(word) << BigInt(16 * band)), 0n);
  return {
    value: BigInt.asIntN(64, value),
    bands: words.map((word, band) => band * 65_536 + word),
  };
}

function vote(votes: Int32Array, first: number, hash: number): void {
  for (let bit = 0; bit < 32; bit += 1) {
    votes[first + bit] = (votes[first + bit] ?? 0) + ((hash >>> bit) & 1 ? 1 : -1);
  }
}

function bandAt(votes: Int32Array, first: number): number {
  let word = 0;
  for (let bit = 0; bit < 16; bit += 1) if ((votes[first + bit] ?? 0) > 0) word |= 1 << bit;
  return word;
}

/** Finaliser of MurmurHash3 (public domain): every input bit reaches every output bit. */
function mix(key: number): number {
  let hash = key;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
