import { hash } from 'node:crypto';
import type { Measure, Outcome, Reason, TextPart, VerdictCause } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** What goes before a legal department or an authority: the content as it was and everything decided about it. */
export interface IncidentBundle {
  readonly format: 'assay-incident@1';
  readonly submission: {
    readonly id: string;
    readonly externalId: string | null;
    readonly scene: string;
    readonly industry: string | null;
    readonly authorId: string | null;
    readonly parts: readonly TextPart[];
    readonly context: object;
    readonly metadata: Readonly<Record<string, string>>;
    readonly receivedAt: string;
  };
  readonly decisions: readonly object[];
  readonly verdicts: readonly {
    readonly revision: number;
    readonly outcome: Outcome;
    readonly cause: VerdictCause;
    readonly measures: readonly Measure[];
    readonly reasons: readonly Reason[];
    readonly decidedAt: string;
  }[];
  readonly referral: {
    readonly caseId: string;
    readonly authority: string;
    readonly note: string | null;
    readonly category: string | null;
    readonly clause: string | null;
    readonly ruledAt: string;
  };
  /** SHA-256, lower-case hexadecimal. `parts` hold one each, over the text in UTF-8. */
  readonly hashes: { readonly parts: readonly string[] };
  readonly preservedAt: string;
}

/** Gathers the bundle of a case from its rows. `undefined` without submission or ruling. */
export async function gatherBundle(
  manager: EntityManager,
  { caseId, rulingId }: { readonly caseId: string; readonly rulingId: string },
): Promise<IncidentBundle | undefined> {
  const [row]: Omit<IncidentBundle, 'format' | 'hashes'>[] = await manager.query(bundleSql, [
    caseId,
    rulingId,
  ]);
  if (row === undefined) return undefined;
  const { submission, decisions, verdicts, referral, preservedAt } = row;
  const parts = submission.parts.map(({ text }) => sha256(text));
  return {
    format: 'assay-incident@1',
    ...{ submission, decisions, verdicts, referral, hashes: { parts }, preservedAt },
  };
}

/** SHA-256 of a text in UTF-8, lower-case hexadecimal. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

const isoUtc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const bundleSql = `
  SELECT json_build_object('id', s.id, 'externalId', s.external_id, 'scene', s.scene, 'industry', s.industry,
      'authorId', s.author_id, 'parts', s.parts, 'context', s.context, 'metadata', s.metadata,
      'receivedAt', ${isoUtc('s.received_at')}) AS submission,
    COALESCE((SELECT json_agg(json_build_object('round', d.round, 'outcome', d.outcome, 'severity', d.severity,
        'reasons', d.reasons, 'measures', d.measures, 'evidence', d.evidence, 'policyVersion', d.policy_version,
        'blacklistVersion', d.blacklist_version, 'engineVersion', d.engine_version,
        'evaluatedAt', ${isoUtc('d.evaluated_at')}) ORDER BY d.round)
      FROM decision d WHERE d.submission_id = s.id), '[]') AS decisions,
    COALESCE((SELECT json_agg(json_build_object('revision', v.revision, 'outcome', v.outcome, 'cause', v.cause,
        'decidedBy', v.decided_by, 'measures', v.measures, 'reasons', v.reasons, 'policyVersion', v.policy_version,
        'decidedAt', ${isoUtc('v.decided_at')}) ORDER BY v.revision)
      FROM verdict v WHERE v.submission_id = s.id), '[]') AS verdicts,
    json_build_object('caseId', r.case_id, 'authority', r.referral ->> 'authority', 'note', r.referral ->> 'note',
      'category', r.category, 'clause', r.clause, 'ruledAt', ${isoUtc('r.created_at')}) AS referral,
    ${isoUtc('now()')} AS "preservedAt"
  FROM ruling r JOIN submission s ON s.id = r.submission_id
  WHERE r.case_id = $1 AND r.id = $2`;
