import {
  claimKeyFor,
  notEligible,
  singleReviewer,
  taskRankMs,
  type QueueSettings,
  type ReviewLanguage,
  type Severity,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { pickGold, type GoldContent } from '../gold/pick-gold.js';
import { inForce, standingsOf } from '../reviewer/standing-of.js';
import { taxonomyOrDefault } from './review-desk.store.js';
import type { PresentedGold } from './review-task-view.js';

/** The task beside which a gold item is put, and what would become of the item if it had come in that way. */
export interface GoldPlace {
  readonly tenantId: string;
  /** Of the task beside it. */
  readonly submissionId: string;
  readonly queue: string;
  readonly language: ReviewLanguage;
  readonly settings: QueueSettings;
  /** Where machine review would send it and by when; items that belong into another queue are not put here. */
  readonly route: (item: RoutedItem) => {
    readonly queue: string;
    readonly dueSeconds: number;
    readonly undoSeconds: number;
  };
  readonly fingerprint: (text: string) => Fingerprint | undefined;
}

interface RoutedItem {
  readonly category: string;
  readonly severity: Severity;
  readonly language: ReviewLanguage;
}

interface Fingerprint {
  readonly value: bigint;
  readonly bands: readonly number[];
}

/** Times in milliseconds: how long after its receipt the neighbour was evaluated and queued. */
interface Neighbour extends Omit<PresentedGold, 'receivedAt' | 'evaluatedAt'> {
  readonly taxonomy: string;
  readonly nowMs: number;
  readonly evaluatedAfterMs: number;
  readonly queuedAfterMs: number;
  /** How long before the times shown its ids were made: ids tell the time too. */
  readonly taskIdLagMs: number;
  readonly submissionIdLagMs: number;
}

type NeighbourRow = Omit<
  Neighbour,
  'taxonomy' | 'blacklistVersion' | 'taskIdLagMs' | 'submissionIdLagMs'
> & {
  readonly taskId: string;
  readonly queuedMs: number;
  readonly receivedMs: number;
  readonly taxonomy: string | null;
  readonly blacklistVersion: string;
};

/**
 * Puts one gold item into the queue of a task, so that nothing tells it apart from what machine review sends there:
 * it is in the language and taxonomy of its neighbour, and shows its scene, versions and times, the latter never quite the same.
 * `undefined` when no item fits. Call inside a transaction. Answers the id of the task.
 */
export async function injectGold(
  manager: EntityManager,
  place: GoldPlace,
): Promise<string | undefined> {
  const neighbour = await neighbourOf(manager, place);
  if (neighbour === undefined) return undefined;
  const { tenantId, language } = place;
  const { taxonomy } = neighbour;
  const categories = await fittingCategories(manager, { place, taxonomy });
  if (categories.length === 0) return undefined;
  const item = await pickGold(manager, { tenantId, categories, language, taxonomy });
  if (item === undefined) return undefined;
  const task = asFound(item);
  if (place.route(task).queue !== place.queue) return undefined;
  if (!(await hasTakers(manager, { place, item }))) return undefined;
  return insertGold(manager, { place, item, neighbour });
}

/** What machine review would have queued it as: by its first reason, which need not be the right answer. */
const asFound = ({ category, severity, language, decision }: GoldContent): RoutedItem => ({
  category: decision.reasons[0]?.category ?? category,
  severity,
  language,
});

/**
 * Categories whose items machine review would send to this queue. Where a qualification is asked for, somebody must
 * hold it: a task that nobody may take would raise an alarm that real ones do not.
 */
async function fittingCategories(
  manager: EntityManager,
  { place, taxonomy }: { readonly place: GoldPlace; readonly taxonomy: string },
): Promise<readonly string[]> {
  const { tenantId, language, queue, settings, route } = place;
  const rows: { known: string; category: string; severity: Severity }[] = await manager.query(
    `SELECT f.* FROM (
       SELECT DISTINCT g.category AS known, g.decision -> 'reasons' -> 0 ->> 'category' AS category, g.severity
       FROM gold_item g
       WHERE g.tenant_id = $1 AND g.state = 'active' AND g.language = $2 AND g.taxonomy = $4
     ) f WHERE f.category IS NOT NULL AND (NOT $3 OR EXISTS (
       SELECT FROM qualification q WHERE q.tenant_id = $1 AND q.category = f.category AND ${inForce('q')}))`,
    [tenantId, language, settings.qualified, taxonomy],
  );
  const fitting = rows.filter(
    ({ category, severity }) => route({ category, severity, language }).queue === queue,
  );
  return [...new Set(fitting.map(({ known }) => known))];
}

/**
 * Nobody gets the same content twice, and who wrote the item never does, so more copies than people who have not seen
 * it would lie there for ever.
 */
async function hasTakers(
  manager: EntityManager,
  { place, item }: Omit<PlacedGold, 'neighbour'>,
): Promise<boolean> {
  const { tenantId, queue, settings } = place;
  const key = claimKeyFor({ ...asFound(item), queue });
  const people = await standingsOf(manager, tenantId);
  const takers = people.filter((person) => notEligible(person, key, settings) === undefined);
  const [row]: { takers: number; copies: number }[] = await manager.query(
    `SELECT (SELECT count(*)::int FROM unnest($2::text[]) AS p(actor) WHERE NOT EXISTS (
         SELECT FROM ruling r WHERE r.subject_id = $1 AND r.actor = p.actor)
         AND NOT EXISTS (SELECT FROM gold_item g WHERE g.id = $1 AND g.created_by = p.actor)) AS takers,
       (SELECT count(*)::int FROM review_case c
        WHERE c.subject_id = $1 AND c.purpose = 'gold' AND c.state = 'open') AS copies`,
    [item.id, takers.map(({ actor }) => actor)],
  );
  return row !== undefined && row.copies < row.takers;
}

async function neighbourOf(
  manager: EntityManager,
  { tenantId, submissionId }: GoldPlace,
): Promise<Neighbour | undefined> {
  const [row]: NeighbourRow[] = await manager.query(
    `SELECT t.id AS "taskId", s.scene, s.industry, s.author_id IS NOT NULL AS "hasAuthor", d.policy_version AS "policyVersion",
       d.blacklist_version AS "blacklistVersion", d.engine_version AS "engineVersion",
       p.definition ->> 'taxonomy' AS taxonomy, (extract(epoch FROM now()) * 1000)::float8 AS "nowMs",
       (extract(epoch FROM d.evaluated_at - s.received_at) * 1000)::float8 AS "evaluatedAfterMs",
       (extract(epoch FROM t.created_at - s.received_at) * 1000)::float8 AS "queuedAfterMs",
       (extract(epoch FROM t.created_at) * 1000)::float8 AS "queuedMs",
       (extract(epoch FROM s.received_at) * 1000)::float8 AS "receivedMs"
     FROM submission s JOIN decision d ON d.submission_id = s.id AND d.round = 1
     LEFT JOIN policy_version p ON p.id = d.policy_version_id
     JOIN review_task t ON t.submission_id = s.id AND t.purpose = 'first_review' AND t.slot = 1
     WHERE s.id = $1 AND s.tenant_id = $2`,
    [submissionId, tenantId],
  );
  if (row === undefined) return undefined;
  const { taskId, queuedMs, receivedMs, ...told } = row;
  return {
    ...told,
    taxonomy: taxonomyOrDefault(row.taxonomy),
    blacklistVersion: Number(row.blacklistVersion),
    taskIdLagMs: lagOf(taskId, queuedMs),
    submissionIdLagMs: lagOf(submissionId, receivedMs),
  };
}

/** How much older an id is than a time, in milliseconds; negative where clocks differ. Only version 7 tells. */
const lagOf = (id: string, shownMs: number): number =>
  id.charAt(14) === '7'
    ? Math.floor(shownMs) - Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    : 0;

interface PlacedGold {
  readonly place: GoldPlace;
  readonly item: GoldContent;
  readonly neighbour: Neighbour;
}

async function insertGold(
  manager: EntityManager,
  { place, item, neighbour }: PlacedGold,
): Promise<string> {
  const { tenantId, queue } = place;
  const { nowMs, evaluatedAfterMs, queuedAfterMs, taxonomy: _, ...rest } = neighbour;
  const { taskIdLagMs, submissionIdLagMs, ...shown } = rest;
  // Two tasks with the very same delays would be twins.
  const pace = 0.7 + 0.6 * Math.random();
  const receivedMs = Math.floor(nowMs - queuedAfterMs * pace);
  const evaluatedMs = Math.min(Math.floor(receivedMs + evaluatedAfterMs * pace), Math.floor(nowMs));
  const presented: PresentedGold = {
    ...shown,
    receivedAt: new Date(receivedMs).toISOString(),
    evaluatedAt: new Date(evaluatedMs).toISOString(),
  };
  const task = asFound(item);
  const { dueSeconds, undoSeconds } = place.route(task);
  const dueAtMs = evaluatedMs + dueSeconds * 1000;
  const print = place.fingerprint(item.parts.map(({ text }) => text).join('\n'));
  // The task says that it was queued when this transaction began, and its ids must not say otherwise.
  const idMs = Math.floor(nowMs) - taskIdLagMs;
  const taskId = v7({ msecs: idMs });
  await manager.query(insertStatement, [
    v7({ msecs: idMs }),
    taskId,
    tenantId,
    v7({ msecs: receivedMs - submissionIdLagMs }),
    item.id,
    queue,
    JSON.stringify(singleReviewer),
    JSON.stringify(presented),
    task.category,
    task.severity,
    task.language,
    claimKeyFor({ ...task, queue }),
    taskRankMs(dueAtMs, task.severity) / 1000,
    dueAtMs / 1000,
    undoSeconds,
    print?.value.toString() ?? null,
    print?.bands ?? null,
  ]);
  return taskId;
}

const insertStatement = `
  WITH cased AS (
    INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
      presented)
    VALUES ($1, $3, $4, $5, 'gold', 'open', 1, $6, $7, $8)
  ), tasked AS (
    INSERT INTO review_task (id, case_id, slot, submission_id, subject_id, tenant_id, purpose, decision_round, queue,
      category, severity, language, claim_key, home_key, state, rank, due_at, undo_seconds, fingerprint, bands)
    VALUES ($2, $1, 1, $4, $5, $3, 'gold', 1, $6, $9, $10, $11, $12, $12, 'open', to_timestamp($13), to_timestamp($14),
      $15, $16, $17)
    RETURNING id, tenant_id
  ), barred AS (
    INSERT INTO review_task_skip (task_id, actor, tenant_id, reason)
    SELECT t.id, g.created_by, t.tenant_id, 'conflict' FROM tasked t JOIN gold_item g ON g.id = $5
  )
  INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'queued', 0 FROM tasked`;
