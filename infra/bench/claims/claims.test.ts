import { describe, expect, it } from '@jest/globals';
import { claimFailures, describeClaims, quantileOf } from './describe-claims.js';
import { reviewerKinds } from './reviewers.js';
import { runClaims } from './run-claims.js';

describe('the claim benchmark', () => {
  it('claims for every kind of reviewer from a queue it filled, and shows times and plans', async () => {
    const report = await runClaims(
      { tasks: 3000, seconds: 3, rate: 40, rivalRate: 4, seed: 1, write: undefined },
      () => undefined,
    );
    expect(report.failures).toEqual([]);
    expect(report.openAtStart).toBeGreaterThanOrEqual(2940);
    expect(report.openRare).toBe(200);
    // 13 pairs of queue and category in two languages and two weights, the rare one, and the queue that asks nothing.
    expect(report.keys).toBeGreaterThanOrEqual(50);
    expect(report.totals).toMatchObject({ claims: 120, rivalClaims: 4 });
    expect(report.totals.ruled).toBeGreaterThan(0);
    expect(report.totals.returned).toBeGreaterThan(0);
    for (const kind of reviewerKinds) {
      const figures = report.figures.get(kind);
      const server = report.serverTimes.get(`claims of ${kind}`)?.get('claim') ?? [];
      expect({ kind, claims: figures?.transactionsMs.length }).toEqual({
        kind,
        claims: figures?.clock.timesMs.get('open keys')?.length,
      });
      expect(figures?.leases).toBeGreaterThan(0);
      // The log is written by many processes without a collector, so a line may be torn; most are whole.
      const sent = figures?.clock.timesMs.get('claim')?.length ?? 0;
      expect(server.length).toBeLessThanOrEqual(sent);
      expect(server.length).toBeGreaterThanOrEqual(Math.floor(sent * 0.8));
      // The server cannot have taken longer than its client waited.
      expect(quantileOf(server, 0.5)).toBeLessThan(
        quantileOf(figures?.clock.timesMs.get('claim') ?? [], 0.5),
      );
    }
    const text = describeClaims(report);
    expect(text).toMatch(/fsync=on, full_page_writes=on, synchronous_commit=on/);
    expect(text).toMatch(/Plan: claim of a reviewer with one rare skill\n.*\(actual time=/);
    expect(text).toMatch(/Index Scan using review_task_open on review_task/);
    expect(text).toMatch(/the rival: .*\n.*times/);
  }, 60_000);

  it('fails when a kind of reviewer was not measured or was slow', () => {
    const nothing = {
      openAtStart: 3000,
      openRare: 50,
      options: { tasks: 3000 },
      failures: [],
      serverTimes: new Map(),
    } as unknown as Parameters<typeof claimFailures>[0];
    expect(claimFailures(nothing)).toHaveLength(reviewerKinds.length);
    const times = (timeMs: number) =>
      new Map(
        reviewerKinds.map((kind) => [`claims of ${kind}`, new Map([['claim', [timeMs]] as const])]),
      );
    expect(claimFailures({ ...nothing, serverTimes: times(9) })).toEqual([]);
    expect(claimFailures({ ...nothing, serverTimes: times(11) })).toHaveLength(
      reviewerKinds.length,
    );
    expect(claimFailures({ ...nothing, serverTimes: times(9), failures: ['gone'] })).toEqual([
      'a claim failed: gone',
    ]);
  });

  it.each([
    [[], 0.5, Number.NaN],
    [[4, 1, 3, 2], 0.5, 2],
    [[4, 1, 3, 2], 1, 4],
    [Array.from({ length: 100 }, (_, n) => n + 1), 0.99, 99],
  ])('reads a quantile of %j', (times, share, expected) => {
    expect(quantileOf(times, share)).toBe(expected);
  });
});
