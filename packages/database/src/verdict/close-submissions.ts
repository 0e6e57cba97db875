import {
  closingColumns,
  closingRow,
  payloadMiddle,
  payloadTail,
  verdictCtes,
  type Closing,
  type ClosingRow,
} from './closing.js';

/** Runs one parameterised statement: an `EntityManager` inside the caller's transaction. */
export interface StatementRunner {
  query(sql: string, params: unknown[]): Promise<unknown>;
}

/** A delivery that was written with its event; `body` is what goes out, byte for byte. */
export interface WrittenDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly tenantId: string;
  readonly body: string;
}

export interface Closed {
  /** Submissions whose verdict was written; one that is missing here had that revision already. */
  readonly submissionIds: readonly string[];
  readonly deliveries: readonly WrittenDelivery[];
}

interface ClosedRecord {
  readonly submission_id: string;
  readonly event_id: string;
  readonly at: string;
  readonly delivery_id: string | null;
  readonly endpoint_id: string | null;
}

/**
 * Writes verdicts with their events, deliveries and audit entries in one statement, inside the caller's transaction.
 * Used for rulings, withdrawals and later revisions; machine decisions go through the same CTEs.
 */
export async function closeSubmissions(
  runner: StatementRunner,
  closings: readonly Closing[],
): Promise<Closed> {
  if (closings.length === 0) return { submissionIds: [], deliveries: [] };
  const rows = closings.map(closingRow);
  const records = (await runner.query(closeSql, [JSON.stringify(rows)])) as ClosedRecord[];
  return readClosed(rows, records);
}

type SentRow = Pick<ClosingRow, 'tenant_id'> &
  Partial<Pick<ClosingRow, 'event_id' | 'payload_head'>>;

/** Pairs what the statement returned with the event bodies it stored. */
export function readClosed(rows: readonly SentRow[], records: readonly ClosedRecord[]): Closed {
  const byEvent = new Map(rows.map((row) => [row.event_id, row]));
  const submissionIds = new Set<string>();
  const deliveries: WrittenDelivery[] = [];
  for (const record of records) {
    submissionIds.add(record.submission_id);
    const row = byEvent.get(record.event_id);
    if (row === undefined || record.delivery_id === null || record.endpoint_id === null) continue;
    deliveries.push({
      id: record.delivery_id,
      eventId: record.event_id,
      endpointId: record.endpoint_id,
      tenantId: row.tenant_id,
      body: (row.payload_head ?? '') + record.at + payloadMiddle + record.at + payloadTail,
    });
  }
  return { submissionIds: [...submissionIds], deliveries };
}

const closeSql = `
  WITH closing AS MATERIALIZED (SELECT * FROM json_to_recordset($1::json) AS c(${closingColumns})), ${verdictCtes}
  SELECT w.submission_id, w.event_id, stamp.at, s.id AS delivery_id, s.endpoint_id
  FROM written w CROSS JOIN stamp LEFT JOIN sent s USING (event_id)`;
