import { describe, expect, it } from '@jest/globals';
import { newId, randomBytesFromPool } from './random-pool.js';

describe('the random pool', () => {
  it('makes distinct version 7 ids that carry the current time', () => {
    const before = Date.now();
    const ids = Array.from({ length: 5000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
  });

  it('never hands out the same bytes twice, and earlier ones stay as they were', () => {
    const kept = randomBytesFromPool(16);
    const copy = kept.toString('hex');
    const others = Array.from({ length: 2000 }, () => randomBytesFromPool(16).toString('hex'));
    expect(new Set([...others, copy]).size).toBe(2001);
    expect(kept.toString('hex')).toBe(copy);
  });
});
