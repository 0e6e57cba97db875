import { expect } from '@jest/globals';
import type { Pool } from 'pg';
import type { ModelDesk } from './model-desk.js';

/** Tasks, drafts, cases and verdicts of a tenant are what the model says they are. */
export async function compareDesks(
  pool: Pool,
  { tenantId, model }: { readonly tenantId: string; readonly model: ModelDesk },
): Promise<void> {
  const { rows: tasks } = await pool.query(storedTasks, [tenantId]);
  const { rows: cases } = await pool.query(storedCases, [tenantId]);
  expect(byName(tasks)).toEqual(
    byName(
      model.tasks.map(({ id, state, owner, epoch, queue, keptFor, drafts, rulings }) => ({
        name: id,
        state,
        owner: state === 'leased' || state === 'ruled' ? owner : null,
        epoch,
        queue,
        keptFor: state === 'open' ? keptFor : null,
        drafts: [...drafts].map(([actor, note]) => `${actor}: ${note}`).sort(),
        rulings: rulings.map((ruling) => `${ruling.actor}/${ruling.epoch} ${ruling.state}`),
      })),
    ),
  );
  expect(byName(cases)).toEqual(
    byName(
      model.cases.map(({ submissionId, state, outcome }) => ({
        name: submissionId,
        state,
        // One verdict when it ended, and its event.
        verdicts: outcome === null ? [] : [`1 ${outcome}`],
        events: outcome === null ? 0 : 1,
      })),
    ),
  );
}

const byName = <T extends { readonly name: string }>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const storedTasks = `
  SELECT t.id AS name, t.state, t.lease_epoch AS epoch, t.queue,
    CASE WHEN t.state IN ('leased', 'ruled') THEN t.lease_owner END AS owner,
    CASE WHEN t.state = 'open' AND t.claim_key LIKE '@%' THEN substr(t.claim_key, 2) END AS "keptFor",
    ARRAY(SELECT w.actor || ': ' || (w.draft ->> 'note') FROM review_draft w WHERE w.task_id = t.id
          ORDER BY 1) AS drafts,
    ARRAY(SELECT r.actor || '/' || r.epoch || ' ' || r.state FROM ruling r WHERE r.task_id = t.id
          ORDER BY r.epoch) AS rulings
  FROM review_task t WHERE t.tenant_id = $1`;

const storedCases = `
  SELECT c.submission_id AS name, c.state,
    ARRAY(SELECT v.revision || ' ' || v.outcome FROM verdict v WHERE v.submission_id = c.submission_id
          ORDER BY 1) AS verdicts,
    (SELECT count(*)::int FROM event e WHERE e.submission_id = c.submission_id) AS events
  FROM review_case c WHERE c.tenant_id = $1`;
