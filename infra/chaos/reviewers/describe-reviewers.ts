import type { ReviewersReport } from './run-reviewers.js';

/** What did not hold, one sentence each; empty means the run passed. */
export function reviewerFailures({ findings, broken }: ReviewersReport): readonly string[] {
  const { doubleDecisions, lostDrafts, lostRulings, unfinished, wrong, ledger } = findings;
  return [
    ...doubleDecisions,
    ...lostDrafts,
    ...lostRulings,
    ...unfinished,
    ...wrong,
    ...ledger
      .filter(({ violations }) => violations > 0)
      .map(({ name, violations }) => `${name}: ${violations} violations`),
    ...broken,
  ];
}

export function describeReviewers(report: ReviewersReport): string {
  const { findings, kills, counts, settled } = report;
  const hits = (['gateway', 'worker'] as const).map((component) => {
    const ofIt = kills.filter((kill) => kill.component === component);
    return `${component} ${ofIt.length} (in flight: ${ofIt.map(({ inFlight }) => inFlight).join(', ')})`;
  });
  const failures = reviewerFailures(report);
  return [
    `machine: ${report.machine}`,
    report.durability,
    'clocks: gateway-0 and worker-1 an hour ahead, gateway-1 and worker-0 an hour behind',
    `SIGKILLs ${kills.length}: ${hits.join('; ')}`,
    `leases ${report.claims}, ended early ${report.lapsed}; rulings answered ${report.rulings}`,
    ...[...counts].sort().map(([name, n]) => `${name}: ${n}`),
    ...Object.entries(settled).map(([name, n]) => `${name}: ${n}`),
    `wild for ${report.wildSeconds.toFixed(1)} s, everything ended ${report.tidySeconds.toFixed(1)} s later; tasks offered again because everybody had passed them on: ${report.offeredAgain}`,
    `drafts compared while everybody rested: ${report.draftsChecked}`,
    `double decisions ${findings.doubleDecisions.length}, lost drafts ${findings.lostDrafts.length}, lost rulings ${findings.lostRulings.length}, unfinished ${findings.unfinished.length}, wrong answers ${findings.wrong.length}, broken answers ${report.broken.length}`,
    ...findings.ledger.map(
      ({ name, examined, violations }) =>
        `ledger ${name}: ${examined} rows examined, ${violations} violations`,
    ),
    ...failures.slice(0, 40).map((failure) => `FAILED: ${failure}`),
    ...(failures.length > 40 ? [`FAILED: and ${failures.length - 40} more`] : []),
    '',
  ].join('\n');
}
