import {
  appealClocks,
  appealWindowEndsAtMs,
  failed,
  ok,
  type AppealTerms,
  type AppellantKind,
  type Reason,
  type Result,
  type VerdictCause,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { DisputeTermsStore } from '../dispute/dispute-terms.store.js';
import { newId } from '../random-pool.js';
import { acceptAppeal } from './accept-appeal.js';
import { lockAppeal } from './appeal.store.js';

/** An appeal as it comes in. `lodgedBy` is the principal of whoever hands it over. */
export interface NewAppeal {
  readonly tenantId: string;
  readonly submissionId: string;
  readonly text: string;
  readonly appellantKind: AppellantKind;
  readonly appellantReference: string | null;
  /** A blacklist entry that is contested with the verdict. */
  readonly entryId: string | null;
  readonly lodgedBy: string;
}

interface Contested {
  readonly revision: number | null;
  readonly cause: VerdictCause;
  readonly reasons: readonly Reason[];
  readonly decidedAtMs: string;
  readonly nowMs: string;
}

/**
 * Receives an appeal against the newest verdict of a submission; where the tenant's terms say so, accepts it at once.
 * Answers its id. `not_found`, `not_decided`, `invalid_transition` for a withdrawn submission, `appeal_open`,
 * `appeal_window_closed`. Call inside a transaction.
 */
export async function lodgeAppeal(
  manager: EntityManager,
  appeal: NewAppeal,
): Promise<Result<string>> {
  const contested = await contestedVerdict(manager, appeal);
  if (contested === undefined) return failed('not_found', 'There is no such submission.');
  const terms = await new DisputeTermsStore(manager, appeal.tenantId).appealTerms();
  const contestable = checkContestable(contested, { appeal, terms });
  if (!contestable.ok) return contestable;
  const id = newId();
  const receivedAtMs = Number(contested.nowMs);
  if (!(await insert(manager, { id, appeal, revision: contestable.value, receivedAtMs, terms }))) {
    return failed('appeal_open', 'An appeal against this submission is open already.');
  }
  await recordAudit(manager, {
    tenantId: appeal.tenantId,
    actor: appeal.lodgedBy,
    action: 'appeal.lodged',
    subjectType: 'appeal',
    subjectId: id,
    detail: { submissionId: appeal.submissionId, contestedRevision: contestable.value },
  });
  if (terms.acceptAutomatically) await acceptAtOnce(manager, { appeal, id, terms });
  return ok(id);
}

/** Nothing stands in the way of an appeal that was inserted, so a refusal here is a bug and undoes the insert. */
async function acceptAtOnce(
  manager: EntityManager,
  {
    appeal,
    id,
    terms,
  }: { readonly appeal: NewAppeal; readonly id: string; readonly terms: AppealTerms },
): Promise<void> {
  const locked = await lockAppeal(manager, { tenantId: appeal.tenantId, appealId: id });
  if (locked === undefined) throw new Error('An appeal was lost while it was received.');
  const accepted = await acceptAppeal(manager, { appeal: locked, terms, actor: null });
  if (!accepted.ok) throw new Error(accepted.problem.detail);
}

async function contestedVerdict(
  manager: EntityManager,
  { tenantId, submissionId }: NewAppeal,
): Promise<Contested | undefined> {
  const [row]: Contested[] = await manager.query(
    `SELECT v.revision, v.cause, v.reasons, extract(epoch FROM v.decided_at) * 1000 AS "decidedAtMs",
       extract(epoch FROM now()) * 1000 AS "nowMs"
     FROM submission s LEFT JOIN LATERAL (
       SELECT * FROM verdict w WHERE w.submission_id = s.id ORDER BY w.revision DESC LIMIT 1
     ) v ON true
     WHERE s.tenant_id = $1 AND s.id = $2`,
    [tenantId, submissionId],
  );
  return row;
}

/** The revision that can be contested, or why none can. */
function checkContestable(
  { revision, cause, reasons, decidedAtMs, nowMs }: Contested,
  { appeal, terms }: { readonly appeal: NewAppeal; readonly terms: AppealTerms },
): Result<number> {
  if (revision === null) {
    return failed(
      'not_decided',
      'The submission has no verdict yet, so there is nothing to appeal.',
    );
  }
  if (cause === 'withdrawal') {
    return failed('invalid_transition', 'The submission was withdrawn; submit the content again.');
  }
  if (Number(nowMs) > appealWindowEndsAtMs(Number(decidedAtMs), terms)) {
    const message = `A verdict can be appealed against for ${terms.windowDays} days.`;
    return failed('appeal_window_closed', message);
  }
  const { entryId } = appeal;
  if (entryId !== null && !reasons.some(({ entry }) => entry === entryId)) {
    const message = 'The verdict does not rest on this blacklist entry.';
    const errors = [{ pointer: '/entryId', code: 'not_found', message }] as const;
    return failed('not_found', message, { errors });
  }
  return ok(revision);
}

async function insert(
  manager: EntityManager,
  made: {
    readonly id: string;
    readonly appeal: NewAppeal;
    readonly revision: number;
    readonly receivedAtMs: number;
    readonly terms: AppealTerms;
  },
): Promise<boolean> {
  const { id, appeal, revision, receivedAtMs, terms } = made;
  const clocks = appealClocks(receivedAtMs, terms);
  const rows: unknown[] = await manager.query(
    `INSERT INTO appeal (id, tenant_id, submission_id, contested_revision, entry_id, state, text, appellant_kind,
       appellant_reference, lodged_by, accept_due_at, decide_due_at, notify_due_at)
     VALUES ($1, $2, $3, $4, $5, 'received', $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (submission_id) WHERE state IN ('received', 'accepted') DO NOTHING RETURNING id`,
    [
      id,
      appeal.tenantId,
      appeal.submissionId,
      revision,
      appeal.entryId,
      appeal.text,
      appeal.appellantKind,
      appeal.appellantReference,
      appeal.lodgedBy,
      new Date(clocks.acceptDueAtMs),
      new Date(clocks.decideDueAtMs),
      new Date(clocks.notifyDueAtMs),
    ],
  );
  return rows.length === 1;
}
