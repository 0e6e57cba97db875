import type pg from 'pg';
import type { ClientEntry } from './client-log.js';
import type { ReceivedEvent } from './receiver-log.js';

export interface RunEvidence {
  readonly accepted: readonly ClientEntry[];
  readonly received: readonly ReceivedEvent[];
  readonly pool: pg.Pool;
}

export interface RunFindings {
  readonly accepted: number;
  readonly verdicts: number;
  readonly tasks: number;
  readonly webhooks: number;
  /** Accepted, but not stored, not decided and not with people; or decided and the receiver never heard. */
  readonly lost: readonly string[];
  /** Two verdicts, or two different outcomes, for one submission and revision. */
  readonly doubleVerdicts: readonly string[];
  /** One event id with two bodies, or one submission and revision under two event ids. */
  readonly conflictingEventIds: readonly string[];
  /** One idempotency key that led to two ids. */
  readonly doubleIds: readonly string[];
}

interface VerdictRow {
  readonly submission_id: string;
  readonly revision: number;
  readonly outcome: string;
  readonly event_id: string;
}

/** Holds three independent accounts of a drained run against each other: clients, database, receiver. */
export async function checkRun({ accepted, received, pool }: RunEvidence): Promise<RunFindings> {
  const { rows: verdicts } = await pool.query<VerdictRow>(
    'SELECT submission_id, revision, outcome, event_id FROM verdict',
  );
  const { rows: tasks } = await pool.query<{ submission_id: string }>(
    `SELECT submission_id FROM review_task WHERE state IN ('open', 'leased', 'ruled') AND purpose = 'first_review'`,
  );
  const { rows: stored } = await pool.query<{ id: string }>('SELECT id FROM submission');
  return {
    accepted: accepted.length,
    verdicts: verdicts.length,
    tasks: tasks.length,
    webhooks: received.length,
    lost: findLost({ accepted, received, verdicts, tasks, stored }),
    doubleVerdicts: findDoubles(verdicts, received),
    conflictingEventIds: findConflicts(verdicts, received),
    doubleIds: findDoubleIds(accepted),
  };
}

function findLost(run: {
  readonly accepted: readonly ClientEntry[];
  readonly received: readonly ReceivedEvent[];
  readonly verdicts: readonly VerdictRow[];
  readonly tasks: readonly { readonly submission_id: string }[];
  readonly stored: readonly { readonly id: string }[];
}): string[] {
  const storedIds = new Set(run.stored.map(({ id }) => id));
  const withPeople = new Set(run.tasks.map((task) => task.submission_id));
  const decided = new Set(run.verdicts.map((verdict) => verdict.submission_id));
  const heard = new Set(run.received.map((event) => event.submissionId));
  const lost: string[] = [];
  for (const { id } of run.accepted) {
    if (!storedIds.has(id)) lost.push(`${id} was accepted and is not stored`);
    else if (!decided.has(id) && !withPeople.has(id))
      lost.push(`${id} is neither decided nor with people`);
    else if (decided.has(id) && !heard.has(id))
      lost.push(`${id} is decided and its webhook never arrived`);
  }
  return lost;
}

function findDoubles(
  verdicts: readonly VerdictRow[],
  received: readonly ReceivedEvent[],
): string[] {
  const outcomes = new Map<string, string>();
  const doubles: string[] = [];
  for (const verdict of verdicts) {
    const key = `${verdict.submission_id}#${verdict.revision}`;
    if (outcomes.has(key)) doubles.push(`${key} has two verdict rows`);
    outcomes.set(key, verdict.outcome);
  }
  for (const { submissionId, revision, outcome } of received) {
    const key = `${submissionId}#${revision}`;
    if (outcomes.get(key) !== outcome)
      doubles.push(`${key} was delivered as ${outcome}, not as stored`);
  }
  return doubles;
}

function findConflicts(
  verdicts: readonly VerdictRow[],
  received: readonly ReceivedEvent[],
): string[] {
  const eventOf = new Map(
    verdicts.map((verdict) => [`${verdict.submission_id}#${verdict.revision}`, verdict.event_id]),
  );
  const bodyOf = new Map<string, string>();
  const conflicts: string[] = [];
  for (const { webhookId, submissionId, revision, bodyHash } of received) {
    const known = bodyOf.get(webhookId);
    if (known !== undefined && known !== bodyHash)
      conflicts.push(`${webhookId} came with two bodies`);
    bodyOf.set(webhookId, bodyHash);
    const key = `${submissionId}#${revision}`;
    if (eventOf.get(key) !== webhookId)
      conflicts.push(`${key} was announced by ${webhookId}, not by its event`);
  }
  return conflicts;
}

function findDoubleIds(accepted: readonly ClientEntry[]): string[] {
  const idOf = new Map<string, string>();
  const doubles: string[] = [];
  for (const { key, id } of accepted) {
    const known = idOf.get(key);
    if (known !== undefined && known !== id) doubles.push(`key ${key} led to ${known} and ${id}`);
    idOf.set(key, id);
  }
  return doubles;
}
