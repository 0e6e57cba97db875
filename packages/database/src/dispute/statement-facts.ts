import {
  appealWindowEndsAtMs,
  taxonomies,
  type DecidedBy,
  type ReportSource,
  type StatementDecider,
  type StatementFacts,
  type StatementSource,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DisputeTermsStore } from './dispute-terms.store.js';

/** Which verdict a statement is about; without a revision the newest. */
export interface StatementSubject {
  readonly tenantId: string;
  readonly submissionId: string;
  readonly revision?: number | undefined;
}

/** `not_found`: no such submission of this tenant; `not_decided`: it has no (such) verdict. */
export type LoadedFacts =
  | { readonly type: 'facts'; readonly facts: StatementFacts }
  | { readonly type: 'not_found' }
  | { readonly type: 'not_decided' };

type FactsRow = Pick<
  StatementFacts,
  'revision' | 'outcome' | 'cause' | 'measures' | 'reasons' | 'policyVersion' | 'clause'
> & {
  readonly decidedBy: DecidedBy;
  readonly clustered: boolean;
  readonly machineFound: boolean | null;
  readonly taxonomy: string | null;
  readonly source: ReportSource | null;
  readonly receivedAt: Date;
  readonly decidedAt: Date | null;
};

/** Everything a statement of reasons says about one verdict. Use it inside `readAsTenant`. */
export async function loadStatementFacts(
  manager: EntityManager,
  { tenantId, submissionId, revision }: StatementSubject,
): Promise<LoadedFacts> {
  const [row]: FactsRow[] = await manager.query(factsSql, [
    tenantId,
    submissionId,
    revision ?? null,
  ]);
  if (row === undefined) return { type: 'not_found' };
  const { decidedAt } = row;
  if (decidedAt === null) return { type: 'not_decided' };
  const terms = await new DisputeTermsStore(manager, tenantId).appealTerms();
  const { acceptHours, decideHours, notifyHours, outOfCourt } = terms;
  const appealUntilMs = appealWindowEndsAtMs(decidedAt.getTime(), terms);
  const { revision: decided, outcome, cause, measures, reasons, policyVersion, clause } = row;
  return {
    type: 'facts',
    facts: {
      submissionId,
      ...{ revision: decided, outcome, cause, measures, reasons, policyVersion, clause },
      taxonomy: row.taxonomy ?? taxonomies[0]?.id ?? '',
      source: sourceOf(row.source),
      automatedDetection: row.machineFound ?? false,
      decider: deciderOf(row),
      receivedAtMs: row.receivedAt.getTime(),
      decidedAtMs: decidedAt.getTime(),
      redress: { appealUntilMs, acceptHours, decideHours, notifyHours, outOfCourt },
    },
  };
}

function deciderOf({ decidedBy, clustered }: FactsRow): StatementDecider {
  if (decidedBy === 'machine') return 'machine';
  return clustered ? 'person_for_cluster' : 'person';
}

function sourceOf(source: ReportSource | null): StatementSource {
  if (source === null) return 'own_initiative';
  return source === 'user' ? 'notice' : source;
}

/**
 * A verdict rests on a report when one of its revisions was caused by one; of several reports the strongest counts.
 * The clause is the cited one of the ruling that the verdict comes from.
 */
const factsSql = `
  SELECT s.received_at AS "receivedAt", v.revision, v.outcome, v.cause, v.measures, v.reasons,
    v.policy_version AS "policyVersion", v.decided_by AS "decidedBy", v.decided_at AS "decidedAt",
    r.clause, r.cluster_of IS NOT NULL AS clustered, p.definition ->> 'taxonomy' AS taxonomy,
    d.outcome <> 'pass' OR json_array_length(d.reasons) > 0 AS "machineFound",
    CASE WHEN EXISTS (SELECT FROM verdict e WHERE e.submission_id = s.id AND e.revision <= v.revision AND e.cause = 'report')
      THEN (SELECT o.source FROM report o WHERE o.submission_id = s.id AND o.created_at <= v.decided_at
            ORDER BY array_position(ARRAY['trusted_flagger', 'authority', 'user'], o.source), o.id LIMIT 1)
    END AS source
  FROM submission s
  LEFT JOIN LATERAL (
    SELECT * FROM verdict w WHERE w.submission_id = s.id AND ($3::int IS NULL OR w.revision = $3)
    ORDER BY w.revision DESC LIMIT 1
  ) v ON true
  LEFT JOIN LATERAL (
    SELECT * FROM decision c WHERE c.submission_id = s.id ORDER BY c.round DESC LIMIT 1
  ) d ON true
  LEFT JOIN policy_version p ON p.id = d.policy_version_id
  LEFT JOIN LATERAL (
    SELECT clause, cluster_of FROM ruling q
    WHERE q.task_id = v.task_id AND q.actor = v.actor AND q.state = 'final' ORDER BY q.epoch DESC LIMIT 1
  ) r ON true
  WHERE s.tenant_id = $1 AND s.id = $2`;
