import { pairHash } from '../fold/pair-hash.js';
import type { GramSize } from './gram-choice.js';

/**
 * Hashes of grams, built from the hashes of their pairs so that a scan computes one pair a position and combines what it
 * has already seen. The size salts the hash: without that, grams of different size coincide on periodic text. Never 0,
 * which marks a free cell of the table. Signed 32 bits.
 */
export function gramHash(units: Uint16Array, offset: number, size: GramSize): number {
  const first = units[offset] as number;
  if (size === 1) return singleHash(first);
  const pair = pairHash(first, units[offset + 1] as number);
  if (size === 2) return finishHash(pair, SALT_2);
  if (size === 3) return finishHash(joinUnit(pair, units[offset + 2] as number), SALT_3);
  const second = pairHash(units[offset + 2] as number, units[offset + 3] as number);
  const four = joinPair(pair, second);
  if (size === 4) return finishHash(four, SALT_4);
  const third = pairHash(units[offset + 4] as number, units[offset + 5] as number);
  return finishHash(joinPair(four, third), SALT_6);
}

export const SALT_2 = 0x3c6ef372;
export const SALT_3 = 0x5a1bd5a9;
export const SALT_4 = 0x78dde6e4;
export const SALT_6 = 0x1f83d9ab;
const SALT_1 = 0x1b873593;

export const singleHash = (unit: number): number => finishHash(Math.imul(unit, 0x9e3779b1), SALT_1);
export const joinUnit = (pair: number, unit: number): number => pair ^ Math.imul(unit, 0xc2b2ae35);
export const joinPair = (hash: number, pair: number): number =>
  (Math.imul(hash, 0x27d4eb2f) + pair) | 0;

export function finishHash(hash: number, salt: number): number {
  const salted = Math.imul(hash ^ (hash >>> 13) ^ salt, 0xc2b2ae35);
  return salted ^ (salted >>> 16) || salt;
}
