import { describe, expect, it } from '@jest/globals';
import { components } from './faults.js';
import { describeChaos, failuresOf } from './describe-chaos.js';
import { runChaos } from './run-chaos.js';

describe('a stack whose parts are killed at random', () => {
  it('loses nothing, decides nothing twice and resumes within seconds', async () => {
    const report = await runChaos({
      clients: 12,
      minimumAccepted: 3000,
      kills: 12,
      outageSeconds: 20,
      seed: 20_241,
      say: () => undefined,
    });
    console.log(describeChaos(report));
    expect(failuresOf(report)).toEqual([]);
    expect(report.findings.accepted).toBeGreaterThanOrEqual(3000);
    expect(report.flushes).toBeGreaterThanOrEqual(1);
    expect(report.outage.acceptedDuring).toBeGreaterThan(0);
    for (const component of components) {
      const hits = report.kills.filter(
        (kill) => kill.component === component && kill.undecided > 0,
      );
      expect({ component, hits: hits.length >= 3 }).toEqual({ component, hits: true });
    }
  }, 600_000);
});
