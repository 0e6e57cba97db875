import type { BlacklistEntryBody, BlacklistEntryDetail } from '@assay/contracts';
import type { EntryEvent, StoredEntry } from '@assay/database';
import { nextStates } from '@assay/domain';

export interface Viewer {
  readonly tenantId: string;
  readonly nowMs: number;
}

/** A stored entry as the wire shows it to one tenant. */
export function entryBody(stored: StoredEntry, { tenantId, nowMs }: Viewer): BlacklistEntryBody {
  return {
    id: stored.id,
    kind: stored.kind,
    value: stored.value,
    effect: stored.effect,
    category: stored.category,
    severity: stored.severity,
    action: stored.action,
    confidence: stored.confidence,
    scenes: [...stored.scope.scenes],
    industries: [...stored.scope.industries],
    ...(stored.listId === null ? {} : { listId: stored.listId }),
    own: stored.tenantId === tenantId,
    state: stored.state,
    expired: stored.expiresAtMs <= nowMs,
    validFrom: new Date(stored.validFromMs).toISOString(),
    expiresAt: new Date(stored.expiresAtMs).toISOString(),
    note: stored.note,
    ...(stored.evidenceReference === null ? {} : { evidenceReference: stored.evidenceReference }),
    proposedBy: stored.proposedBy,
    ...(stored.confirmedBy === null ? {} : { confirmedBy: stored.confirmedBy }),
    ...(stored.importId === null ? {} : { importId: stored.importId }),
    version: stored.version,
    hitCount: stored.hitCount,
    nextStates: [...nextStates(stored.state)],
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  };
}

export const entryDetail = (
  stored: StoredEntry,
  events: readonly EntryEvent[],
  viewer: Viewer,
): BlacklistEntryDetail => ({
  ...entryBody(stored, viewer),
  events: events.map(({ fromState, at, ...event }) => ({
    ...event,
    ...(fromState === null ? {} : { fromState }),
    at: at.toISOString(),
  })),
});
