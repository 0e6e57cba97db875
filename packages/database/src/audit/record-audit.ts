import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';
import { auditLeaf, type AuditRecord } from './audit-leaf.js';

/** Appends an audit entry inside the caller's transaction, so that no change lacks its entry. */
export const recordAudit = (manager: EntityManager, record: AuditRecord): Promise<void> =>
  recordAudits(manager, [record]);

/** Appends audit entries in the order of the records, with one statement; nothing for none. */
export async function recordAudits(
  manager: EntityManager,
  records: readonly AuditRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const leaves = records.map((record) => auditLeaf(record));
  await prepared(manager, {
    name: 'record-audits',
    text: `INSERT INTO audit_entry (tenant_id, actor, action, subject_type, subject_id, detail, salt, leaf)
     SELECT tenant_id, actor, action, subject_type, subject_id, detail::json, salt, leaf
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[])
       WITH ORDINALITY AS r(tenant_id, actor, action, subject_type, subject_id, detail, salt, leaf, place)
     ORDER BY place`,
    values: [
      records.map(({ tenantId }) => tenantId),
      records.map(({ actor }) => actor),
      records.map(({ action }) => action),
      records.map(({ subjectType }) => subjectType),
      records.map(({ subjectId }) => subjectId),
      records.map(({ detail }) => JSON.stringify(detail)),
      leaves.map(({ salt }) => salt),
      leaves.map(({ leaf }) => leaf),
    ],
  });
}
