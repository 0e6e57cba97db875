import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const poolBytes = 8192;
const pool = Buffer.alloc(poolBytes);
let used = poolBytes;

/**
 * Random bytes cut from a pool that the system fills 8 KiB at a time: one call into the system for 512 ids, where a
 * call for each costs 1.5 µs. Bytes are handed out once.
 */
export function randomBytesFromPool(length: number): Buffer {
  if (used + length > poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + length));
  used += length;
  return bytes;
}

/** A new time-ordered id (UUID version 7). */
export const newId = (): string => uuidv7({ rng: () => randomBytesFromPool(16) });
