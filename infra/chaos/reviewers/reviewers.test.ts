import { describe, expect, it } from '@jest/globals';
import { describeReviewers, reviewerFailures } from './describe-reviewers.js';
import { runReviewers } from './run-reviewers.js';

describe('people at a desk whose processes die and whose clocks are wrong', () => {
  it('decide nothing twice, lose no draft, and every task ends', async () => {
    const report = await runReviewers({
      reviewers: 10,
      tasks: 80,
      seconds: 6,
      kills: 3,
      seed: 20_261,
      say: () => undefined,
    });
    console.log(describeReviewers(report));
    expect(reviewerFailures(report)).toEqual([]);
    for (const component of ['gateway', 'worker'] as const) {
      const hits = report.kills.filter((kill) => kill.component === component && kill.inFlight > 0);
      expect({ component, hits: hits.length }).toEqual({ component, hits: 3 });
    }
    expect(report.draftsChecked).toBeGreaterThan(0);
    for (const what of ['rulings', 'rulings sent twice', 'undos', 'leases lost', 'skips']) {
      expect({ what, done: (report.counts.get(what) ?? 0) > 0 }).toEqual({ what, done: true });
    }
  }, 240_000);
});
