import { chooseWindow, type GramSize } from './gram-choice.js';
import { gramHash } from './gram-hash.js';
import { GramTable } from './gram-table.js';

const INITIAL_SLOTS = 64;
const INITIAL_POOL = 512;
const LOAD_LIMIT = 8;

/** The terms of an index in typed arrays, by slot. Slots of removed terms are used again. */
export class TermStore {
  readonly grams = new GramTable(INITIAL_SLOTS);
  /** Folded units of all terms, end to end. */
  pool = new Uint16Array(INITIAL_POOL);
  starts = new Int32Array(INITIAL_SLOTS);
  lengths = new Uint16Array(INITIAL_SLOTS);
  /** Where in the term its gram begins. */
  offsets = new Uint8Array(INITIAL_SLOTS);
  private sizes = new Uint8Array(INITIAL_SLOTS);
  readonly ids: number[] = [];
  readonly terms: string[] = [];
  private readonly freeSlots: number[] = [];
  private poolUsed = 0;
  private poolGarbage = 0;
  /** How many terms are one unit long; they need a look-up of their own. */
  singles = 0;

  add(id: number, term: string, units: Uint16Array): number {
    if (this.poolUsed + units.length > this.pool.length) this.makeRoomInPool(units.length);
    const slot = this.freeSlots.pop() ?? this.ids.length;
    if (slot >= this.starts.length) this.growSlots();
    this.ids[slot] = id;
    this.terms[slot] = term;
    this.starts[slot] = this.poolUsed;
    this.lengths[slot] = units.length;
    this.pool.set(units, this.poolUsed);
    this.poolUsed += units.length;
    this.index(slot);
    return slot;
  }

  remove(slot: number): void {
    const { units, offset, size } = this.gramOf(slot);
    this.grams.unlink(slot, gramHash(units, offset, size));
    if (size === 1) this.singles--;
    this.poolGarbage += this.lengths[slot] as number;
    this.lengths[slot] = 0;
    this.terms[slot] = '';
    this.freeSlots.push(slot);
  }

  private index(slot: number): void {
    if (this.grams.isFull(this.ids.length)) {
      this.rebuildGrams(slot);
      return;
    }
    const start = this.starts[slot] as number;
    const units = this.pool.subarray(start, start + (this.lengths[slot] as number));
    const { size, offset } = chooseWindow(units, (windowSize, at) =>
      this.grams.load(gramHash(units, at, windowSize), LOAD_LIMIT),
    );
    this.sizes[slot] = size;
    this.offsets[slot] = offset;
    if (size === 1) this.singles++;
    this.grams.insert(slot, { units, offset, size });
  }

  /** Doubling costs one pass over all terms; spread over the additions that led to it, under a microsecond each. */
  private rebuildGrams(newSlot: number): void {
    this.grams.reset(Math.max(INITIAL_SLOTS, this.ids.length * 2));
    for (let slot = 0; slot < this.ids.length; slot++) {
      if (slot !== newSlot && this.lengths[slot] !== 0) this.grams.insert(slot, this.gramOf(slot));
    }
    this.index(newSlot);
  }

  private gramOf(slot: number): { units: Uint16Array; offset: number; size: GramSize } {
    const start = this.starts[slot] as number;
    return {
      units: this.pool.subarray(start, start + (this.lengths[slot] as number)),
      offset: this.offsets[slot] as number,
      size: this.sizes[slot] as GramSize,
    };
  }

  private growSlots(): void {
    const capacity = this.starts.length * 2;
    this.starts = grown(this.starts, new Int32Array(capacity));
    this.lengths = grown(this.lengths, new Uint16Array(capacity));
    this.offsets = grown(this.offsets, new Uint8Array(capacity));
    this.sizes = grown(this.sizes, new Uint8Array(capacity));
  }

  private makeRoomInPool(needed: number): void {
    const living = this.poolUsed - this.poolGarbage;
    const pool = new Uint16Array(Math.max(INITIAL_POOL, (living + needed) * 2));
    let used = 0;
    for (let slot = 0; slot < this.ids.length; slot++) {
      const length = this.lengths[slot] as number;
      const start = this.starts[slot] as number;
      pool.set(this.pool.subarray(start, start + length), used);
      this.starts[slot] = used;
      used += length;
    }
    this.pool = pool;
    this.poolUsed = used;
    this.poolGarbage = 0;
  }
}

function grown<T extends Int32Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
