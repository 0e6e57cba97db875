import { appealResult, settle, type AppealResult, type Contested } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAppealEvent } from '../../appeal/appeal-event.js';
import { recordAudit } from '../../audit/record-audit.js';
import { moveEntries } from '../../blacklist/change-entries.js';
import { returnedRows } from '../../returned-rows.js';
import { liftStrikesOf } from '../../strike/lift-strikes.js';
import type { ConcludeCase, ConcludedCase } from './concluded-case.js';
import { contestedOf, differs } from './contested.js';
import { nextVerdict } from './next-verdict.js';

/**
 * Somebody who had no part in a verdict has ruled on an appeal. Its result compares the ruling with the contested
 * verdict; a new revision follows where the ruling differs from the verdict in force. What cannot be judged stays as
 * it was.
 */
export const concludeAppeal: ConcludeCase = async (manager, concluded) => {
  const ruled = settledOf(concluded);
  const result =
    ruled === undefined
      ? 'upheld'
      : appealResult(await contestedVerdict(manager, concluded), ruled);
  const revises = ruled !== undefined && differs(concluded.current, ruled);
  const closings = revises ? [nextVerdict(concluded, 'appeal')] : [];
  const decided = await decide(manager, concluded, {
    result,
    resultRevision: closings[0]?.revision ?? null,
  });
  if (decided === undefined) return [];
  if (result === 'overturned') {
    await liftStrikesOf(manager, { submissionId: concluded.submissionId, reason: 'appeal' });
    await disputeEntry(manager, concluded, decided.entryId);
  }
  return closings;
};

/** What the ruling comes to; `undefined` when the content could not be judged. */
function settledOf({ machineReasons, ruling }: ConcludedCase): Contested | undefined {
  if (ruling.kind === 'content_broken') return undefined;
  const { outcome, measures } = settle(machineReasons, ruling);
  return { outcome, measures, category: ruling.category };
}

async function contestedVerdict(
  manager: EntityManager,
  { submissionId, contestedRevision, current }: ConcludedCase,
): Promise<Contested> {
  const [row]: Parameters<typeof contestedOf>[0][] = await manager.query(
    'SELECT outcome, measures, reasons FROM verdict WHERE submission_id = $1 AND revision = $2',
    [submissionId, contestedRevision ?? current?.revision ?? 1],
  );
  if (row === undefined) throw new Error('The contested verdict is gone.');
  return contestedOf(row);
}

interface DecidedAppeal {
  readonly id: string;
  readonly entryId: string | null;
}

async function decide(
  manager: EntityManager,
  { caseId, tenantId, submissionId, ruling }: ConcludedCase,
  decision: { readonly result: AppealResult; readonly resultRevision: number | null },
): Promise<DecidedAppeal | undefined> {
  const { result, resultRevision } = decision;
  const [appeal] = await returnedRows<DecidedAppeal>(
    manager,
    `UPDATE appeal SET state = 'decided', result = $2, result_revision = $3, closed_at = now(),
       notify_due_at = now() + (notify_due_at - decide_due_at)
     WHERE case_id = $1 AND state = 'accepted' RETURNING id, entry_id AS "entryId"`,
    [caseId, result, resultRevision],
  );
  if (appeal === undefined) return undefined;
  await recordAudit(manager, {
    tenantId,
    actor: ruling.actor,
    action: 'appeal.decided',
    subjectType: 'appeal',
    subjectId: appeal.id,
    detail: { result, rulingId: ruling.id },
  });
  await recordAppealEvent(manager, {
    appeal: { id: appeal.id, tenantId, submissionId },
    type: 'appeal.decided',
    state: 'decided',
    result,
  });
  return appeal;
}

/** An entry that was contested with an overturned verdict becomes disputed, if it is the tenant's own and active. */
async function disputeEntry(
  manager: EntityManager,
  { tenantId, ruling }: ConcludedCase,
  entryId: string | null,
): Promise<void> {
  if (entryId === null) return;
  const [entry]: { version: string }[] = await manager.query(
    `SELECT version FROM blacklist_entry WHERE id = $1 AND tenant_id = $2 AND state = 'active'`,
    [entryId, tenantId],
  );
  if (entry === undefined) return;
  const { actor } = ruling;
  await moveEntries(manager, {
    entries: [{ id: entryId, version: Number(entry.version) }],
    ...{ from: 'active', to: 'disputed', actor, confirmedBy: null },
    reason: 'An appeal overturned a verdict that rested on this entry.',
  });
  const subject = { subjectType: 'blacklist_entry', subjectId: entryId };
  const detail = { from: 'active', to: 'disputed', seenVersion: Number(entry.version) };
  await recordAudit(manager, { tenantId, actor, action: 'blacklist.moved', ...subject, detail });
}
