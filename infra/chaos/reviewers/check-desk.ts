import { verifyLedger, type LedgerFinding } from '@assay/database';
import type pg from 'pg';
import { lost, type DeskLog } from './desk-log.js';

export interface DeskFindings {
  /** Two verdicts for one submission and revision, two people with one lease, one person on two seats. */
  readonly doubleDecisions: readonly string[];
  readonly lostDrafts: readonly string[];
  /** Rulings that were answered with 201 and are not what the database holds. */
  readonly lostRulings: readonly string[];
  /** Tasks, cases and submissions that did not end. */
  readonly unfinished: readonly string[];
  /** What the reviewers themselves found wrong. */
  readonly wrong: readonly string[];
  readonly ledger: readonly LedgerFinding[];
}

/** Drafts of tasks that have not ended, against what their authors were told. Call while nobody works. */
export async function checkDrafts(
  pool: pg.Pool,
  log: DeskLog,
): Promise<{ readonly checked: number; readonly lost: readonly string[] }> {
  const { rows } = await pool.query<{ task: string; actor: string; note: string | null }>(
    `SELECT t.id AS task, w.actor, w.draft ->> 'note' AS note
     FROM review_task t LEFT JOIN review_draft w ON w.task_id = t.id WHERE t.state IN ('open', 'leased', 'ruled')`,
  );
  const pending = new Set(rows.map(({ task }) => task));
  const stored = new Map(rows.map(({ task, actor, note }) => [`${actor}/${task}`, note]));
  const found: string[] = [];
  let checked = 0;
  for (const { actor, taskId, possible } of log.expectedDrafts()) {
    if (!pending.has(taskId)) continue;
    checked += 1;
    const note = stored.get(`${actor}/${taskId}`) ?? null;
    if (!possible.has(note)) found.push(lost({ actor, taskId }, possible, note));
  }
  return { checked, lost: found };
}

/** Holds what the reviewers were told against the database, once everything is said to have ended. */
export async function checkDesk(
  pool: pg.Pool,
  log: DeskLog,
  lostDrafts: readonly string[],
): Promise<DeskFindings> {
  return {
    doubleDecisions: [...sharedLeases(log), ...(await texts(pool, doubleDecisions))],
    lostDrafts: [...lostDrafts, ...log.wrong.filter((line) => line.startsWith('the draft of'))],
    lostRulings: await lostRulings(pool, log),
    unfinished: await texts(pool, unfinished),
    wrong: log.wrong.filter((line) => !line.startsWith('the draft of')),
    ledger: await verifyLedger(pool),
  };
}

function sharedLeases({ leases }: DeskLog): readonly string[] {
  const holder = new Map<string, string>();
  const shared: string[] = [];
  for (const { taskId, epoch, actor } of leases) {
    const lease = `${taskId} under epoch ${epoch}`;
    const other = holder.get(lease);
    if (other !== undefined && other !== actor) shared.push(`${lease}: ${other} and ${actor}`);
    holder.set(lease, actor);
  }
  return shared;
}

async function texts(pool: pg.Pool, sql: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(sql);
  return rows.map(({ text }) => text);
}

const doubleDecisions = `
  SELECT submission_id || '#' || revision || ' has ' || count(*) || ' verdicts' AS text FROM verdict
  GROUP BY submission_id, revision HAVING count(*) > 1
  UNION ALL
  SELECT submission_id || ' has ' || count(*) || ' first reviews' FROM verdict WHERE cause = 'first_review'
  GROUP BY submission_id HAVING count(*) > 1
  UNION ALL
  SELECT actor || ' has ' || count(*) || ' seats on ' || subject_id FROM ruling
  WHERE state IN ('provisional', 'final') GROUP BY subject_id, actor HAVING count(*) > 1
  UNION ALL
  SELECT task_id || ' has ' || count(*) || ' rulings that count' FROM ruling
  WHERE state IN ('provisional', 'final') GROUP BY task_id HAVING count(*) > 1`;

const unfinished = `
  SELECT id || ' is ' || state AS text FROM review_task WHERE state IN ('open', 'leased', 'ruled')
  UNION ALL
  SELECT 'case ' || id || ' is open' FROM review_case WHERE state = 'open'
  UNION ALL
  SELECT 'submission ' || s.id || ' has no verdict' FROM submission s
  WHERE NOT EXISTS (SELECT FROM verdict v WHERE v.submission_id = s.id)`;

async function lostRulings(pool: pg.Pool, { rulings }: DeskLog): Promise<readonly string[]> {
  const { rows } = await pool.query<{
    id: string;
    task_id: string;
    epoch: number;
    actor: string;
    outcome: string;
    state: string;
  }>('SELECT id, task_id, epoch, actor, outcome, state FROM ruling');
  const stored = new Map(rows.map((row) => [row.id, row]));
  return rulings.flatMap(({ rulingId, taskId, epoch, actor, outcome, undone }) => {
    const row = stored.get(rulingId);
    if (row === undefined) return [`ruling ${rulingId} of ${actor} is gone`];
    const same =
      row.task_id === taskId &&
      row.epoch === epoch &&
      row.actor === actor &&
      row.outcome === outcome;
    if (!same) return [`ruling ${rulingId} of ${actor} is stored as another one`];
    if ((row.state === 'undone') !== undone) {
      return [`ruling ${rulingId} of ${actor} is ${row.state}, undone: ${String(undone)}`];
    }
    return [];
  });
}
