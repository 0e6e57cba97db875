import type pg from 'pg';
import { benchQueues, rareCategory, rareTasks, skills } from './claim-skills.js';

/**
 * A tenant with `tasks` open tasks as the worker leaves them: submission, decision, case, task, event. Every sixth
 * task is the second seat of a panel, one in five is heavy, ranks lie from a day ago to two days ahead. `pool` is a
 * superuser's. Afterwards the tables are as vacuumed as ones that grew slowly.
 */
export async function fillQueue(
  pool: pg.Pool,
  { tenantId, tasks }: { readonly tenantId: string; readonly tasks: number },
): Promise<void> {
  const client = await pool.connect();
  try {
    // For what is loaded here only; every claim is measured with it on.
    await client.query('SET synchronous_commit = off');
    await client.query(`SELECT setseed(0.5)`);
    await client.query(`INSERT INTO tenant (id, slug, name) VALUES ($1, 'bench', 'Bench')`, [
      tenantId,
    ]);
    for (const name of ['chat', 'publishing']) {
      await client.query(
        `INSERT INTO review_queue (tenant_id, name, settings)
         VALUES ($1, $2, '{"qualified":true,"byLanguage":true}')`,
        [tenantId, name],
      );
    }
    await client.query(planCases, [
      Math.round((tasks - rareTasks) / 1.2),
      JSON.stringify(skills),
      JSON.stringify(benchQueues),
    ]);
    await client.query(planRareCases, [rareTasks, rareCategory]);
    for (const insert of inserts) await client.query(insert, [tenantId]);
    await client.query('DROP TABLE planned_case');
    for (const table of filled) await client.query(`VACUUM (ANALYZE) ${table}`);
    await client.query('CHECKPOINT');
    await client.query('RESET synchronous_commit');
  } finally {
    client.release();
  }
}

const filled = ['submission', 'decision', 'review_case', 'review_task', 'task_event'] as const;

// Ids grow with time, as version 7 ids do.
const planCases = `
  CREATE TEMP TABLE planned_case AS
  SELECT n, timed_id(n, 'c') AS id, timed_id(n, 's') AS submission_id,
    q.name AS queue, q.asks, k.category, k.language,
    CASE WHEN hashtext(n || 'w') % 5 = 0 THEN 'high' WHEN n % 3 = 0 THEN 'low' ELSE 'medium' END AS severity,
    CASE WHEN n % 5 = 1 THEN 2 ELSE 1 END AS seats,
    random() * 259200 - 86400 AS rank_seconds,
    (random() * 9e18)::bigint AS print
  FROM generate_series(1, $1) AS n
  JOIN LATERAL (
    SELECT s ->> 'category' AS category, s ->> 'language' AS language
    FROM json_array_elements($2::json) WITH ORDINALITY AS e(s, at)
    WHERE at = 1 + n % json_array_length($2::json)
  ) k ON true
  JOIN LATERAL (
    SELECT key AS name, key <> 'general' AS asks FROM json_each($3::json)
    WHERE (key = 'general') = (hashtext(n || 'g') % 10 = 0)
      AND (key = 'general' OR k.category IN (SELECT json_array_elements_text(value)))
    ORDER BY hashtext(key || n) LIMIT 1
  ) q ON true`;

const planRareCases = `
  INSERT INTO planned_case
  SELECT -n, timed_id(-n, 'c'), timed_id(-n, 's'), 'publishing', true, $2, 'zh',
    CASE WHEN n % 5 = 0 THEN 'high' ELSE 'medium' END, 1, random() * 259200 - 86400, (random() * 9e18)::bigint
  FROM generate_series(1, $1) AS n`;

const inserts = [
  `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata)
   SELECT submission_id, $1, 'chat', '[{"type":"text","text":"add me on chat: nobody"}]', '{}', '{}'
   FROM planned_case`,
  `INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
     policy_version, blacklist_version, engine_version, evaluated_at)
   SELECT submission_id, 1, $1, 'review', severity,
     json_build_array(json_build_object('category', category, 'severity', severity, 'rule', 'r', 'message', 'm', 'spans', '[]'::json)),
     '[]', '[]', 'chat@1', 1, 'engine@1', now()
   FROM planned_case`,
  `INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel)
   SELECT id, $1, submission_id, submission_id, 'first_review', 'open', 1, queue,
     json_build_object('reviewers', seats, 'agreeing', seats, 'arbiter', seats > 1, 'agreeOn', 'outcome')
   FROM planned_case`,
  `INSERT INTO review_task (id, case_id, slot, submission_id, subject_id, tenant_id, decision_round, queue, category,
     severity, language, claim_key, home_key, state, rank, due_at, undo_seconds, fingerprint, bands)
   SELECT timed_id(p.n, seat::text), p.id, seat, p.submission_id, p.submission_id, $1, 1, p.queue, p.category,
     p.severity, p.language, k.claim_key, k.claim_key, 'open', now() + make_interval(secs => rank_seconds),
     now() + make_interval(secs => rank_seconds + 3600), 10, print,
     ARRAY(SELECT (band << 16 | (print >> (band * 16)) & 65535)::int FROM generate_series(0, 3) AS band)
   FROM planned_case p CROSS JOIN LATERAL generate_series(1, p.seats) AS seat
   CROSS JOIN LATERAL (
     SELECT concat_ws('|', p.queue, CASE WHEN p.asks THEN p.category ELSE '*' END,
       CASE WHEN p.asks THEN p.language ELSE '*' END,
       CASE WHEN p.severity = 'high' THEN 'heavy' ELSE 'mild' END) AS claim_key
   ) k`,
  `INSERT INTO task_event (task_id, tenant_id, kind, epoch)
   SELECT id, tenant_id, 'queued', 0 FROM review_task WHERE tenant_id = $1`,
] as const;

/** Ids that grow with `n`, reproducible, of version 7's shape. */
export const timedIdFunction = `
  CREATE FUNCTION timed_id(n bigint, what text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1790000000000 + n), 12, '0') || '7' || substr(md5(n::text || what), 1, 3)
      || '8' || substr(md5(what || n::text), 1, 15))::uuid
  $$`;
