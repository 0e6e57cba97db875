import { hash } from 'node:crypto';
import { randomBytesFromPool } from '../random-pool.js';

/** One thing somebody did. `detail` holds ids, versions and hashes, never content. */
export interface AuditRecord {
  readonly tenantId: string | null;
  readonly actor: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditLeaf {
  readonly salt: Buffer;
  readonly leaf: Buffer;
}

/**
 * Leaf of the audit log: SHA-256 over the salt and the record's fields in a fixed order.
 * Salted, so that erasing a row's detail leaves nothing to guess from.
 */
export function auditLeaf(record: AuditRecord, salt: Buffer = randomBytesFromPool(16)): AuditLeaf {
  const leaf = hash('sha256', salt.toString('hex') + canonicalRecord(record), 'buffer');
  return { salt, leaf };
}

const canonicalRecord = (record: AuditRecord): string =>
  JSON.stringify([
    record.tenantId,
    record.actor,
    record.action,
    record.subjectType,
    record.subjectId,
    JSON.stringify(record.detail),
  ]);
