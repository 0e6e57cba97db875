import type { EntityManager } from 'typeorm';
import { auditLeaf, type AuditRecord } from './audit-leaf.js';

/** Appends an audit entry inside the caller's transaction, so that no change lacks its entry. */
export async function recordAudit(manager: EntityManager, record: AuditRecord): Promise<void> {
  const { salt, leaf } = auditLeaf(record);
  await manager.query(
    `INSERT INTO audit_entry (tenant_id, actor, action, subject_type, subject_id, detail, salt, leaf)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      record.tenantId,
      record.actor,
      record.action,
      record.subjectType,
      record.subjectId,
      JSON.stringify(record.detail),
      salt,
      leaf,
    ],
  );
}
