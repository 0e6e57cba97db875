import type { Severity, TaskState } from '../vocabulary.js';

/** Leases last this long unless a heartbeat extends them. */
export const leaseSeconds = 180;

/** One `severity` step moves a task this far ahead of its due time. */
const headStartSeconds: Readonly<Record<Severity, number>> = {
  low: 0,
  medium: 1800,
  high: 7200,
  critical: 86_400,
};

/**
 * Position in the queue: the lower, the sooner. Constant over a task's life, so an index can order by it,
 * and older tasks still overtake newer ones of the same severity (ageing by itself).
 */
export const taskRankMs = (dueAtMs: number, severity: Severity): number =>
  dueAtMs - headStartSeconds[severity] * 1000;

/**
 * Moves of a review task:
 * open → leased (claim) → open (release, skip, expiry) | ruled (ruling, provisional)
 * ruled → leased (undo by its ruler) | settled (undo window over) ; open, leased → cancelled (withdrawal)
 */
export const taskMoves: Readonly<Record<TaskState, readonly TaskState[]>> = {
  open: ['leased', 'cancelled'],
  leased: ['open', 'ruled', 'cancelled', 'leased'],
  ruled: ['leased', 'settled', 'cancelled'],
  settled: [],
  cancelled: [],
};
