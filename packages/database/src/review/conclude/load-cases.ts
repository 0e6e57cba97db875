import type { CasePurpose, Panel } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { ConcludedCase, FinalRuling } from './concluded-case.js';

/** An open case with the rulings of its panel that are final, oldest first. */
export interface HeardCase {
  readonly caseId: string;
  readonly tenantId: string;
  readonly submissionId: string;
  readonly subjectId: string;
  readonly purpose: CasePurpose;
  readonly queue: string;
  readonly panel: Panel;
  readonly decisionRound: number;
  readonly contestedRevision: number | null;
  readonly probability: number | null;
  readonly rulings: readonly FinalRuling[];
}

/** Locks those of the cases that are open, in the order of their ids, so that two settlements cannot block each other. */
export async function lockCases(
  manager: EntityManager,
  caseIds: readonly string[],
): Promise<readonly HeardCase[]> {
  const cases: Omit<HeardCase, 'rulings'>[] = await manager.query(
    `SELECT id AS "caseId", tenant_id AS "tenantId", submission_id AS "submissionId", subject_id AS "subjectId",
       purpose, queue, panel, decision_round AS "decisionRound", contested_revision AS "contestedRevision", probability
     FROM review_case WHERE id = ANY($1) AND state = 'open' ORDER BY id FOR UPDATE`,
    [caseIds],
  );
  await lockVerdicts(manager, cases);
  // Read after the locks are held: another settlement of the same case may have added to them.
  const rulings: (FinalRuling & { readonly caseId: string })[] = await manager.query(
    `SELECT case_id AS "caseId", id, task_id AS "taskId", actor, slot, kind, outcome, category, clause, note, measures,
       referral
     FROM ruling WHERE case_id = ANY($1) AND state = 'final' ORDER BY settles_at, id`,
    [cases.map(({ caseId }) => caseId)],
  );
  return cases.map((found) => ({
    ...found,
    rulings: rulings.filter(({ caseId }) => caseId === found.caseId),
  }));
}

/**
 * Cases of one submission may end at once: the second reads the revision that the first wrote. Always after the locks
 * of the cases and in one order. Before the first verdict there is one case only, and gold has no verdict.
 */
async function lockVerdicts(
  manager: EntityManager,
  cases: readonly Pick<HeardCase, 'submissionId' | 'purpose'>[],
): Promise<void> {
  const revising = cases.filter(({ purpose }) => purpose !== 'first_review' && purpose !== 'gold');
  if (revising.length === 0) return;
  await manager.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended('verdict:' || submission_id, 0) AS key
       FROM unnest($1::uuid[]) AS s(submission_id) ORDER BY key
     ) AS sorted`,
    [revising.map(({ submissionId }) => submissionId)],
  );
}

type Loaded = Pick<
  ConcludedCase,
  | 'externalId'
  | 'parts'
  | 'machineReasons'
  | 'policyVersionId'
  | 'policyVersion'
  | 'engineVersion'
  | 'current'
> & { readonly blacklistVersion: string };

/** Adds what the conclusion needs of submission, decision and newest verdict. A gold item has none of them. */
export async function loadConcluded(
  manager: EntityManager,
  heard: HeardCase,
  conclusion: Pick<ConcludedCase, 'ruling' | 'agreed'>,
): Promise<ConcludedCase> {
  if (heard.purpose === 'gold') return { ...heard, ...conclusion, ...nothingStored };
  const [loaded]: Loaded[] = await manager.query(
    `SELECT s.external_id AS "externalId", s.parts, d.reasons AS "machineReasons",
       d.policy_version_id AS "policyVersionId", d.policy_version AS "policyVersion",
       d.blacklist_version AS "blacklistVersion", d.engine_version AS "engineVersion",
       (SELECT json_build_object('revision', v.revision, 'outcome', v.outcome, 'decidedBy', v.decided_by,
          'measures', v.measures, 'reasons', v.reasons)
        FROM verdict v WHERE v.submission_id = s.id ORDER BY v.revision DESC LIMIT 1) AS current
     FROM submission s JOIN decision d ON d.submission_id = s.id AND d.round = $2 WHERE s.id = $1`,
    [heard.submissionId, heard.decisionRound],
  );
  if (loaded === undefined) throw new Error(`Case ${heard.caseId} has no submission or decision.`);
  return {
    ...heard,
    ...conclusion,
    ...loaded,
    blacklistVersion: Number(loaded.blacklistVersion),
  };
}

const nothingStored = {
  externalId: null,
  parts: [],
  machineReasons: [],
  policyVersionId: null,
  policyVersion: 'none',
  blacklistVersion: 0,
  engineVersion: 'none',
  current: null,
} as const;
