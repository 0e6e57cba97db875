import type { Pool } from 'pg';
import { decide, type Decision, type Evidence, type PolicyDefinition } from '@assay/domain';
import { auditLeaf } from '../audit/audit-leaf.js';
import type { LedgerFinding, LedgerQuery } from './ledger-check.js';
import { ledgerQueries } from './ledger-queries.js';

export interface LedgerOptions {
  /** Of these envelopes, the ones BullMQ does not know. Without it that invariant is not checked. */
  readonly unknownEnvelopes?: (
    lane: string,
    envelopeIds: readonly string[],
  ) => Promise<readonly string[]>;
}

const maxSamples = 10;
const pageRows = 2000;
/** Rows dispatched more recently may still be on their way to the queue. */
const dispatchGraceSeconds = 10;

/**
 * Checks the invariants on a live database. Every finding says how many rows it examined, so that an empty answer
 * about nothing is not mistaken for a good one. Reads only; cost: a few scans of the big tables.
 */
export async function verifyLedger(
  pool: Pool,
  options: LedgerOptions = {},
): Promise<readonly LedgerFinding[]> {
  const findings: LedgerFinding[] = [];
  for (const query of ledgerQueries) findings.push(await runQuery(pool, query));
  findings.push(await recomputeDecisions(pool), await recomputeLeaves(pool));
  if (options.unknownEnvelopes !== undefined)
    findings.push(await checkEnvelopes(pool, options.unknownEnvelopes));
  return findings;
}

async function runQuery(
  pool: Pool,
  { name, invariant, examined, violating }: LedgerQuery,
): Promise<LedgerFinding> {
  // One statement, so that both parts see the same snapshot while the stack goes on working.
  const { rows } = await pool.query<{
    examined: string;
    violations: string;
    samples: string[] | null;
  }>(
    `WITH violating AS MATERIALIZED (${violating})
     SELECT (${examined}) AS examined, (SELECT count(*) FROM violating) AS violations,
       (SELECT array_agg(id) FROM (SELECT id FROM violating LIMIT ${maxSamples}) s) AS samples`,
  );
  const [row] = rows;
  return {
    name,
    invariant,
    examined: Number(row?.examined ?? 0),
    violations: Number(row?.violations ?? 0),
    samples: row?.samples ?? [],
  };
}

interface DecisionRow {
  readonly id: string;
  readonly round: number;
  readonly outcome: string;
  readonly reasons: Decision['reasons'];
  readonly evidence: readonly Evidence[];
  readonly definition: PolicyDefinition | null;
}

/** Invariant: `decide()` over the stored evidence and the policy version gives the stored decision. */
async function recomputeDecisions(pool: Pool): Promise<LedgerFinding> {
  const wrong: string[] = [];
  let examined = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<DecisionRow>(
      `SELECT d.submission_id AS id, d.round, d.outcome, d.reasons, d.evidence,
         json_build_object('blockThreshold', v.definition -> 'blockThreshold',
           'reviewThreshold', v.definition -> 'reviewThreshold') AS definition
       FROM decision d LEFT JOIN policy_version v ON v.id = d.policy_version_id
       WHERE d.submission_id > $1 ORDER BY d.submission_id LIMIT $2`,
      [after, pageRows],
    );
    for (const row of rows) if (!sameDecision(row)) wrong.push(row.id);
    examined += rows.length;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < pageRows) break;
  }
  return {
    name: 'decision-recomputes',
    invariant: 'decide() over the stored evidence gives the stored outcome and reasons.',
    examined,
    violations: wrong.length,
    samples: wrong.slice(0, maxSamples),
  };
}

function sameDecision({ definition, evidence, outcome, reasons }: DecisionRow): boolean {
  const again = decide(thresholdsOf(definition), evidence);
  return again.outcome === outcome && JSON.stringify(again.reasons) === JSON.stringify(reasons);
}

function thresholdsOf(
  definition: PolicyDefinition | null,
): Pick<PolicyDefinition, 'blockThreshold' | 'reviewThreshold'> {
  const { blockThreshold, reviewThreshold } = definition ?? {};
  return {
    ...(typeof blockThreshold === 'number' ? { blockThreshold } : {}),
    ...(typeof reviewThreshold === 'number' ? { reviewThreshold } : {}),
  };
}

interface AuditRow {
  readonly seq: string;
  readonly tenant_id: string | null;
  readonly actor: string;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly detail: Record<string, unknown>;
  readonly salt: Buffer;
  readonly leaf: Buffer;
}

/** Invariant: every audit entry hashes to its leaf. */
async function recomputeLeaves(pool: Pool): Promise<LedgerFinding> {
  const wrong: string[] = [];
  let examined = 0;
  let after = '-1';
  for (;;) {
    const { rows } = await pool.query<AuditRow>(
      `SELECT seq, tenant_id, actor, action, subject_type, subject_id, detail, salt, leaf
       FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2`,
      [after, pageRows],
    );
    for (const row of rows) if (!leafOf(row).equals(row.leaf)) wrong.push(row.seq);
    examined += rows.length;
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < pageRows) break;
  }
  return {
    name: 'audit-leaf-recomputes',
    invariant: 'Every audit entry hashes to its stored leaf.',
    examined,
    violations: wrong.length,
    samples: wrong.slice(0, maxSamples),
  };
}

const leafOf = (row: AuditRow): Buffer =>
  auditLeaf(
    {
      tenantId: row.tenant_id,
      actor: row.actor,
      action: row.action,
      subjectType: row.subject_type,
      subjectId: row.subject_id,
      detail: row.detail,
    },
    row.salt,
  ).leaf;

/** Invariant: an envelope that outbox rows name is known to BullMQ, unless it was dispatched just now. */
async function checkEnvelopes(
  pool: Pool,
  unknownEnvelopes: NonNullable<LedgerOptions['unknownEnvelopes']>,
): Promise<LedgerFinding> {
  const dispatched = (): Promise<{ rows: { lane: string; envelope_id: string }[] }> =>
    pool.query<{ lane: string; envelope_id: string }>(
      `SELECT DISTINCT lane, envelope_id FROM outbox
       WHERE envelope_id IS NOT NULL AND dispatched_at < now() - ${dispatchGraceSeconds} * interval '1 second'`,
    );
  const { rows } = await dispatched();
  const unknown = new Set<string>();
  for (const lane of new Set(rows.map((row) => row.lane))) {
    const ids = rows.filter((row) => row.lane === lane).map((row) => row.envelope_id);
    for (const id of await unknownEnvelopes(lane, ids)) unknown.add(id);
  }
  // An envelope may have finished between the two questions: then its rows are gone by now.
  const still = new Set((await dispatched()).rows.map((row) => row.envelope_id));
  const lost = [...unknown].filter((id) => still.has(id));
  return {
    name: 'envelope-is-known',
    invariant: `Every envelope dispatched more than ${dispatchGraceSeconds} s ago is known to BullMQ.`,
    examined: rows.length,
    violations: lost.length,
    samples: lost.slice(0, maxSamples),
  };
}
