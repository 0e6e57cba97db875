import { describe, expect, it } from '@jest/globals';
import { DispatchWindow, windowIds } from './dispatch-window.js';

describe('the dispatch window', () => {
  it('gives room until it is full, and again once rows were decided', () => {
    const window = new DispatchWindow();
    expect(window.tryTake(windowIds)).toBe(true);
    expect(window.tryTake(1)).toBe(false);
    window.counted({ dispatched: windowIds - 10, waiting: 0 }, window.addedSinceCount);
    expect(window.tryTake(10)).toBe(true);
    expect(window.tryTake(1)).toBe(false);
  });

  it('lets nothing overtake rows that wait', () => {
    const window = new DispatchWindow();
    window.noteWaiting();
    expect(window.tryTake(1)).toBe(false);
    window.counted({ dispatched: 0, waiting: 3 }, 0);
    expect(window.tryTake(1)).toBe(false);
    window.counted({ dispatched: 3, waiting: 0 }, 0);
    expect(window.tryTake(1)).toBe(true);
  });

  it('keeps counting what was added while the database counted', () => {
    const window = new DispatchWindow();
    window.take(100);
    const before = window.addedSinceCount;
    window.take(50);
    window.counted({ dispatched: 100, waiting: 0 }, before);
    expect(window.free).toBe(windowIds - 150);
  });

  it('gives room back when rows were not stored', () => {
    const window = new DispatchWindow();
    window.tryTake(windowIds);
    window.release(windowIds);
    expect(window.free).toBe(windowIds);
  });
});
