import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { seededRandom } from '../samples.js';
import { ClaimChurn } from './claim-churn.js';
import type { DeskClients } from './desk-clients.js';
import type { RivalDesk } from './rival-desk.js';
import { reviewerKinds, shareOf, type BenchReviewer, type ReviewerKind } from './reviewers.js';

export interface PacedRun {
  readonly desk: DeskClients;
  readonly rival: RivalDesk | undefined;
  /** For everything but claims. */
  readonly pool: pg.Pool;
  readonly tenantId: string;
  readonly people: readonly BenchReviewer[];
  readonly seconds: number;
  /** Claims a second. */
  readonly rate: number;
  readonly rivalRate: number;
  readonly seed: number;
  /** The clock starts: what was counted before is to be forgotten. */
  readonly onWarm: () => void;
}

export interface PacedTotals {
  readonly claims: number;
  readonly rivalClaims: number;
  /** How late the generator itself was with the latest of its claims. */
  readonly latestStartMs: number;
  readonly ruled: number;
  readonly returned: number;
  readonly claimSeconds: number;
}

/** How many tasks a desk asks for: one for each that was ruled on, more when it is opened. Of ten claims. */
const counts = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3] as const;

/** Seconds at a quarter of the rate before the clock starts: connections plan their statements, caches fill. */
const warmUpSeconds = 5;

/** Slices in which product and rival take turns, so that both meet the same machine. */
const slices = 4;

/**
 * Open loop: every claim has a moment at which it starts, whether or not the ones before are done. The rival's turn
 * is a third as long as the product's.
 */
export async function measureClaims(run: PacedRun): Promise<PacedTotals> {
  const random = seededRandom(run.seed);
  const next = turns(run.people, random);
  const churn = new ClaimChurn({
    pool: run.pool,
    tenantId: run.tenantId,
    random,
  });
  const claim = async (dueAt: number): Promise<void> => {
    const reviewer = next();
    const count = counts[Math.floor(random() * counts.length)] ?? 1;
    churn.take(reviewer, await run.desk.claim(reviewer, { count, dueAt }));
  };
  const totals = { claims: 0, rivalClaims: 0, latestStartMs: 0 };
  const sliceSeconds = run.seconds / slices;
  try {
    const slowly = Math.max(1, run.rate / 4);
    await paced({ count: Math.round(warmUpSeconds * slowly), perSecond: slowly }, claim);
    run.onWarm();
    for (let slice = 0; slice < slices; slice += 1) {
      const claims = Math.round(sliceSeconds * run.rate);
      const late = await paced({ count: claims, perSecond: run.rate }, claim);
      totals.claims += claims;
      totals.latestStartMs = Math.max(totals.latestStartMs, late);
      totals.rivalClaims += await rivalTurn(run, { next, random, sliceSeconds });
    }
  } finally {
    await churn.stop();
  }
  return { ...totals, ruled: churn.ruled, returned: churn.returned, claimSeconds: run.seconds };
}

async function rivalTurn(
  { rival, rivalRate }: PacedRun,
  turn: {
    readonly next: () => BenchReviewer;
    readonly random: () => number;
    readonly sliceSeconds: number;
  },
): Promise<number> {
  if (rival === undefined) return 0;
  const count = Math.ceil((turn.sliceSeconds / 3) * rivalRate);
  await paced({ count, perSecond: rivalRate }, () =>
    rival.claim(turn.next(), 1 + Math.floor(turn.random() * 3)),
  );
  return count;
}

/** Starts work at even moments. Answers how late the latest start was, once all of it is done. */
async function paced(
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
  work: (dueAt: number) => Promise<void>,
): Promise<number> {
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  let latestMs = 0;
  for (let index = 0; index < count; index += 1) {
    const dueAt = startedAt + (index * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    latestMs = Math.max(latestMs, performance.now() - dueAt);
    running.push(work(dueAt));
  }
  await Promise.all(running);
  return latestMs;
}

/** Whose turn it is: kinds by their share in a fixed pattern, people of a kind by chance. */
function turns(people: readonly BenchReviewer[], random: () => number): () => BenchReviewer {
  const pattern = reviewerKinds.flatMap((kind) =>
    Array.from({ length: shareOf[kind] }, (_, n) => ({ kind, at: (n + 0.5) / shareOf[kind] })),
  );
  const kinds = pattern.sort((a, b) => a.at - b.at).map(({ kind }) => kind);
  const ofKind = new Map<ReviewerKind, readonly BenchReviewer[]>(
    reviewerKinds.map((kind) => [kind, people.filter((person) => person.kind === kind)]),
  );
  let turn = 0;
  return () => {
    const kind = kinds[turn++ % kinds.length] ?? 'everything';
    const those = ofKind.get(kind) ?? [];
    const person = those[Math.floor(random() * those.length)];
    if (person === undefined) throw new Error(`There is nobody of the kind ${kind}.`);
    return person;
  };
}
