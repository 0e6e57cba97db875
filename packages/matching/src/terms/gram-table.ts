import { pairHash } from '../fold/pair-hash.js';
import type { GramSize } from './gram-choice.js';
import { gramHash } from './gram-hash.js';

const NO_SLOT = -1;

/**
 * From gram to the slots of the terms indexed under it: a byte filter by the gram's first pair (one bit per gram size,
 * one load per position of a text), a bit filter by the gram's hash, and an open-addressed table of chains.
 * Adding is one insertion; removing unlinks the slot and leaves filter bits, which cost time only.
 */
export class GramTable {
  /** Bit `sizeBit(size)` at `pairHash & pairMask`: some gram of that size starts with this pair. */
  pairFilter!: Uint8Array;
  pairMask = 0;
  private bitFilter!: Int32Array;
  private bitMask = 0;
  private hashes!: Int32Array;
  private heads!: Int32Array;
  private tableMask = 0;
  private next: Int32Array;
  private usedCells = 0;

  constructor(private capacity: number) {
    this.next = new Int32Array(capacity).fill(NO_SLOT);
    this.allocate();
  }

  /** False: no term is indexed under this gram. True: probably one is. */
  mayHave(hash: number): boolean {
    return ((this.bitFilter[(hash & this.bitMask) >>> 5] as number) & (1 << (hash & 31))) !== 0;
  }

  /** First slot under a gram, or -1. */
  firstSlot(hash: number): number {
    return this.mayHave(hash) ? (this.heads[this.cellOf(hash)] as number) : NO_SLOT;
  }

  nextSlot(slot: number): number {
    return this.next[slot] as number;
  }

  /** Length of the chain under a gram, counted up to `limit`. */
  load(hash: number, limit: number): number {
    let count = 0;
    for (
      let slot = this.firstSlot(hash);
      slot !== NO_SLOT && count < limit;
      slot = this.nextSlot(slot)
    )
      count++;
    return count;
  }

  insert(slot: number, gram: GramPlace): void {
    const hash = gramHash(gram.units, gram.offset, gram.size);
    const cell = this.cellOf(hash);
    if (this.heads[cell] === NO_SLOT && this.hashes[cell] === 0) this.usedCells++;
    this.next[slot] = this.heads[cell] as number;
    this.heads[cell] = slot;
    this.hashes[cell] = hash;
    const word = (hash & this.bitMask) >>> 5;
    this.bitFilter[word] = (this.bitFilter[word] as number) | (1 << (hash & 31));
    this.markPair(gram);
  }

  unlink(slot: number, hash: number): void {
    const cell = this.cellOf(hash);
    if (this.heads[cell] === slot) {
      this.heads[cell] = this.next[slot] as number;
    } else {
      let before = this.heads[cell] as number;
      while (this.next[before] !== slot) before = this.next[before] as number;
      this.next[before] = this.next[slot] as number;
    }
    this.next[slot] = NO_SLOT;
  }

  /** Whether the table must be rebuilt (with `reset` and `insert` of every living slot) before the next insertion. */
  isFull(slotCount: number): boolean {
    return slotCount > this.capacity || this.usedCells * 2 > this.tableMask;
  }

  /** Forgets everything and makes room for `capacity` slots. */
  reset(capacity: number): void {
    this.capacity = capacity;
    this.next = new Int32Array(capacity).fill(NO_SLOT);
    this.usedCells = 0;
    this.allocate();
  }

  private markPair({ units, offset, size }: GramPlace): void {
    if (size === 1) return;
    const at = pairHash(units[offset] as number, units[offset + 1] as number) & this.pairMask;
    this.pairFilter[at] = (this.pairFilter[at] as number) | sizeBit(size);
  }

  private allocate(): void {
    const cells = powerOfTwo(this.capacity * 2);
    this.tableMask = cells - 1;
    this.hashes = new Int32Array(cells);
    this.heads = new Int32Array(cells).fill(NO_SLOT);
    // Both filters together stay within an L2 cache, whatever the number of terms.
    const bits = Math.min(powerOfTwo(this.capacity * 32), 1 << 22);
    this.bitMask = bits - 1;
    this.bitFilter = new Int32Array(bits >>> 5);
    const pairs = Math.min(powerOfTwo(this.capacity * 16), 1 << 18);
    this.pairMask = pairs - 1;
    this.pairFilter = new Uint8Array(pairs);
  }

  /** The cell of this hash, or the free cell where it belongs. Emptied cells keep their hash, so probing stays right. */
  private cellOf(hash: number): number {
    const { hashes, heads, tableMask } = this;
    let cell = (Math.imul(hash, 0x9e3779b1) >>> 7) & tableMask;
    while (hashes[cell] !== hash && (hashes[cell] !== 0 || heads[cell] !== NO_SLOT))
      cell = (cell + 1) & tableMask;
    return cell;
  }
}

export interface GramPlace {
  readonly units: Uint16Array;
  readonly offset: number;
  readonly size: GramSize;
}

export const sizeBit = (size: GramSize): number => 1 << size;

function powerOfTwo(atLeast: number): number {
  let power = 1_024;
  while (power < atLeast) power *= 2;
  return power;
}
