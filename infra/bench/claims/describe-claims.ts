import { applicationOf } from './desk-clients.js';
import { reviewerKinds, type ReviewerKind } from './reviewers.js';
import type { ClaimReport } from './run-claims.js';
import type { TimedStatement } from './statement-clock.js';

/** Statement time that 99 of 100 claims must keep. */
export const boundMs = 10;

/** What did not hold, one sentence each; empty means the run passed. */
export function claimFailures(report: ClaimReport): readonly string[] {
  const { openAtStart, openRare, options, failures } = report;
  const slow = reviewerKinds.flatMap((kind) => {
    const p99 = quantileOf(serverMs(report, kind, 'claim'), 0.99);
    return p99 <= boundMs ? [] : [`claims of ${kind}: p99 ${ms(p99)} of the server's time`];
  });
  return [
    ...slow,
    ...(openAtStart >= options.tasks * 0.98 ? [] : [`only ${openAtStart} tasks were open`]),
    ...(openRare > 0 ? [] : ['no rare task was open']),
    ...failures.slice(0, 5).map((failure) => `a claim failed: ${failure}`),
  ];
}

export function describeClaims(report: ClaimReport): string {
  const { options, totals, cpuSeconds, settings } = report;
  const settingsLine = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const perClaim = (seconds: number): string => ((1000 * seconds) / totals.claims).toFixed(2);
  return [
    `machine: ${report.machine}`,
    report.durability,
    settingsLine.join(', '),
    `open tasks ${report.openAtStart} under ${report.keys} claim keys, ${report.openRare} of them rare; seed ${options.seed}`,
    `claims ${totals.claims} in ${totals.claimSeconds} s, open loop at ${options.rate}/s, latest start ${ms(totals.latestStartMs)} late`,
    `meanwhile ruled on and settled ${totals.ruled}, released or skipped ${totals.returned}`,
    `CPU per claim with everything around it: PostgreSQL ${perClaim(cpuSeconds.postgres)} ms, client ${perClaim(cpuSeconds.client)} ms`,
    '',
    "Server: PostgreSQL's own time for parse, plan and execution. Client: with the round trip. Transaction: from the due moment to COMMIT.",
    ...reviewerKinds.flatMap((kind) => kindLines(report, kind)),
    ...total(report),
    ...rivalLines(report),
    ...report.plans.flatMap(({ title, plan }) => ['', `## Plan: ${title}`, plan]),
    '',
    ...claimFailures(report).map((failure) => `FAILED: ${failure}`),
    `claim statement p99 <= ${boundMs} ms for every kind of reviewer: ${claimFailures(report).length === 0 ? 'yes' : 'NO'}`,
    '',
  ].join('\n');
}

function kindLines(report: ClaimReport, kind: ReviewerKind): readonly string[] {
  const figures = report.figures.get(kind);
  if (figures === undefined) return [];
  const { clock, transactionsMs, leases, empty } = figures;
  return [
    '',
    `### ${kind}: ${transactionsMs.length} claims, ${leases} leases, ${empty} found nothing`,
    row('claim, server', serverMs(report, kind, 'claim')),
    row('claim, client', clock.timesMs.get('claim') ?? []),
    row('open keys, server', serverMs(report, kind, 'open keys')),
    row('open keys, client', clock.timesMs.get('open keys') ?? []),
    row('transaction', transactionsMs),
  ];
}

function total(report: ClaimReport): readonly string[] {
  const all = (statement: TimedStatement): readonly number[] =>
    reviewerKinds.flatMap((kind) => serverMs(report, kind, statement));
  return [
    '',
    '### everybody',
    row('claim, server', all('claim')),
    row('open keys, server', all('open keys')),
  ];
}

function rivalLines(report: ClaimReport): readonly string[] {
  if (report.totals.rivalClaims === 0) return [];
  const lines = reviewerKinds.map((kind) => {
    const rival = report.rivalMs.get(kind) ?? [];
    const ours = report.figures.get(kind)?.clock.timesMs.get('claim') ?? [];
    const ratio = (share: number): string =>
      `${(quantileOf(rival, share) / quantileOf(ours, share)).toFixed(1)} times`;
    return `${row(kind, rival)} — p50 ${ratio(0.5)}, p99 ${ratio(0.99)} the claim's, client against client`;
  });
  return [
    '',
    `### the rival: ORDER BY rank over the tenant, filtered by skill, ${report.totals.rivalClaims} claims in turns at ${report.options.rivalRate}/s`,
    ...lines,
  ];
}

const serverMs = (
  { serverTimes }: ClaimReport,
  kind: ReviewerKind,
  statement: TimedStatement,
): readonly number[] => serverTimes.get(applicationOf(kind))?.get(statement) ?? [];

function row(name: string, times: readonly number[]): string {
  const at = (share: number): string => ms(quantileOf(times, share));
  return `${name}: n=${times.length} p50=${at(0.5)} p95=${at(0.95)} p99=${at(0.99)} max=${at(1)}`;
}

/** NaN of nothing, so that no bound holds for it. */
export function quantileOf(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

const ms = (value: number): string => `${value.toFixed(2)} ms`;
