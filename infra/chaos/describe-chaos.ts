import { components } from './faults.js';
import type { ChaosReport } from './run-chaos.js';

const resumeBoundMs = 5000;

/** What did not hold, one sentence each; empty means the run passed. */
export function failuresOf(report: ChaosReport): readonly string[] {
  const { findings, outage, ledger, unexpectedAnswers } = report;
  const broken = ledger.filter(({ violations }) => violations > 0);
  return [
    ...findings.lost,
    ...findings.doubleVerdicts,
    ...findings.conflictingEventIds,
    ...findings.doubleIds,
    ...broken.map(({ name, violations }) => `${name}: ${violations} violations`),
    ...unexpectedAnswers.map((answer) => `a client got ${answer}`),
    ...(outage.resumeDecisionsMs > resumeBoundMs
      ? [`decisions resumed after ${outage.resumeDecisionsMs} ms`]
      : []),
    ...(outage.resumeWebhooksMs > resumeBoundMs
      ? [`webhooks resumed after ${outage.resumeWebhooksMs} ms`]
      : []),
  ];
}

export function describeChaos(report: ChaosReport): string {
  const { findings, kills, outage, ledger } = report;
  const perComponent = components.map((component) => {
    const hits = kills.filter((kill) => kill.component === component);
    const undecided = hits.map((kill) => kill.undecided);
    return `${component} ${hits.length} (undecided at the kill: ${undecided.join(', ')})`;
  });
  const lines = [
    `machine: ${report.machine}`,
    report.durability,
    `accepted ${findings.accepted}, verdicts ${findings.verdicts}, with people ${findings.tasks}, webhooks ${findings.webhooks}`,
    `SIGKILLs ${kills.length}: ${perComponent.join('; ')}`,
    `FLUSHALL in mid-load: ${report.flushes}`,
    `Redis outage: ${outage.acceptedDuring} accepted meanwhile; decisions resumed after ${outage.resumeDecisionsMs} ms, webhooks after ${outage.resumeWebhooksMs} ms`,
    `drained in ${report.drainSeconds.toFixed(1)} s`,
    `lost ${findings.lost.length}, double verdicts ${findings.doubleVerdicts.length}, conflicting event ids ${findings.conflictingEventIds.length}, keys with two ids ${findings.doubleIds.length}`,
    ...ledger.map(
      ({ name, examined, violations }) =>
        `ledger ${name}: ${examined} rows examined, ${violations} violations`,
    ),
    ...failuresOf(report).map((failure) => `FAILED: ${failure}`),
  ];
  return `${lines.join('\n')}\n`;
}
