import { breakMinutes, type PresenceState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';
import type { ReviewerReference } from './note-exposure.js';

/** Somebody who counts as there was heard of this recently. */
const presentSeconds = 120;

/** A sign of life is written at most this often, unless the state changes. */
const writtenSeconds = 30;

/**
 * Notes that somebody is at the desk. `working` after a break starts a new stretch of work; after a shorter pause or
 * gap the old one goes on. Repeating it is cheap: nothing is written when the last sign of life is recent, but the
 * row is locked all the same, and claims of one person wait for each other there.
 */
export async function notePresence(
  manager: EntityManager,
  { tenantId, actor, state }: ReviewerReference & { readonly state: PresenceState },
): Promise<void> {
  await prepared(manager, {
    name: 'note-presence',
    text: `INSERT INTO reviewer_presence AS n (tenant_id, actor, state, paused_at)
     VALUES ($1, $2, $3, CASE WHEN $3 = 'paused' THEN now() END)
     ON CONFLICT (tenant_id, actor) DO UPDATE SET state = $3, seen_at = now(),
       paused_at = CASE WHEN $3 = 'paused' THEN COALESCE(n.paused_at, now()) END,
       working_since = CASE WHEN ${restarts} THEN now() ELSE n.working_since END,
       heavy_since_break = CASE WHEN ${restarts} THEN 0 ELSE n.heavy_since_break END
     WHERE n.state <> $3 OR n.seen_at < now() - make_interval(secs => ${writtenSeconds})`,
    values: [tenantId, actor, state],
  });
}

/**
 * Notes that people are still there, without saying that they work or pause: who paused stays paused. As cheap to
 * repeat as `notePresence`.
 */
export async function keepPresence(
  manager: EntityManager,
  { tenantId, actors }: { readonly tenantId: string; readonly actors: readonly string[] },
): Promise<void> {
  await manager.query(
    `INSERT INTO reviewer_presence AS n (tenant_id, actor, state)
     SELECT $1, a.actor, 'working' FROM unnest($2::text[]) AS a(actor) ORDER BY a.actor
     ON CONFLICT (tenant_id, actor) DO UPDATE SET seen_at = now(),
       working_since = CASE WHEN ${wasAway} THEN now() ELSE n.working_since END,
       heavy_since_break = CASE WHEN ${wasAway} THEN 0 ELSE n.heavy_since_break END
     WHERE n.seen_at < now() - make_interval(secs => ${writtenSeconds})`,
    [tenantId, [...new Set(actors)]],
  );
}

const wasAway = `n.state = 'working' AND n.seen_at < now() - make_interval(mins => ${breakMinutes})`;

const restarts = `$3 = 'working' AND (n.seen_at < now() - make_interval(mins => ${breakMinutes})
  OR n.paused_at < now() - make_interval(mins => ${breakMinutes}))`;

/** Somebody at the desk. */
export interface PresentReviewer {
  readonly actor: string;
  readonly state: PresenceState;
  readonly seenAt: Date;
  readonly workingSince: Date;
}

/** Who gave a sign of life in the last two minutes, by actor. */
export function presentReviewers(
  manager: EntityManager,
  tenantId: string,
): Promise<readonly PresentReviewer[]> {
  return manager.query(
    `SELECT actor, state, seen_at AS "seenAt", working_since AS "workingSince" FROM reviewer_presence
     WHERE tenant_id = $1 AND seen_at > now() - make_interval(secs => ${presentSeconds}) ORDER BY actor`,
    [tenantId],
  );
}
