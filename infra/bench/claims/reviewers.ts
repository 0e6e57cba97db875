import type pg from 'pg';
import { benchQueues, rareCategory, skills } from './claim-skills.js';

export const reviewerKinds = ['everything', 'three skills', 'veteran', 'one rare skill'] as const;
export type ReviewerKind = (typeof reviewerKinds)[number];

/** Somebody who asks for tasks. */
export interface BenchReviewer {
  readonly kind: ReviewerKind;
  readonly actor: string;
}

/** Of 20 claims, how many are made by each kind; and how many people there are of it. */
export const shareOf: Readonly<Record<ReviewerKind, number>> = {
  everything: 8,
  'three skills': 6,
  veteran: 3,
  'one rare skill': 3,
};
const peopleOf: Readonly<Record<ReviewerKind, number>> = {
  everything: 40,
  'three skills': 30,
  veteran: 12,
  'one rare skill': 12,
};

/** Tasks at the head of each of a veteran's keys that they skipped, and as many whose content they ruled on. */
const headRows = 20;
const earlierRulings = 4000;

/** Qualifies people for what their kind can do, and gives veterans a past. */
export async function addReviewers(
  pool: pg.Pool,
  tenantId: string,
): Promise<readonly BenchReviewer[]> {
  const people = reviewerKinds.flatMap((kind) =>
    Array.from({ length: peopleOf[kind] }, (_, n) => ({
      kind,
      actor: `${kind.replaceAll(' ', '-')}-${n}`,
      n,
    })),
  );
  for (const { kind, actor, n } of people) {
    const able = skillsOf(kind, n);
    await pool.query(
      `INSERT INTO reviewer_profile (tenant_id, actor, languages, queues, daily_budget, display)
       VALUES ($1, $2, $3, $4, 1000000, '{}')`,
      [tenantId, actor, [...new Set(able.map(({ language }) => language))], queuesOf(kind)],
    );
    await pool.query(
      `INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at)
       SELECT gen_random_uuid(), $1, $2, category, gen_random_uuid(), gen_random_uuid(), now() + interval '1 year'
       FROM unnest($3::text[]) AS category`,
      [tenantId, actor, [...new Set(able.map(({ category }) => category))]],
    );
    if (kind === 'veteran') await giveAPast(pool, { tenantId, actor, n });
  }
  await pool.query('VACUUM (ANALYZE) ruling');
  await pool.query('VACUUM (ANALYZE) review_task_skip');
  await pool.query('VACUUM (ANALYZE) review_task');
  return people;
}

/** Whoever has one rare skill works in its queue only, so that nothing else is there for them. */
export const queuesOf = (kind: ReviewerKind): readonly string[] =>
  kind === 'one rare skill' ? ['publishing'] : Object.keys(benchQueues);

/** Three categories in one language for most; the rare one for a few. */
export function skillsOf(kind: ReviewerKind, n: number): readonly (typeof skills)[number][] {
  if (kind === 'everything') return skills;
  if (kind === 'one rare skill') return [{ category: rareCategory, language: 'zh' }];
  const language = n % 2 === 0 ? 'zh' : 'en';
  const inLanguage = skills.filter((skill) => skill.language === language);
  return [0, 1, 2].map((step) => inLanguage[(n + step * 3) % inLanguage.length] ?? skills[0]!);
}

async function giveAPast(
  pool: pg.Pool,
  { tenantId, actor, n }: { readonly tenantId: string; readonly actor: string; readonly n: number },
): Promise<void> {
  const categories = skillsOf('veteran', n).map(({ category }) => category);
  await pool.query(
    `INSERT INTO ruling (id, task_id, case_id, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures,
       state, settles_at)
     SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), s, s, $1, 1, $2, 'pass', '[]', 'final', now()
     FROM (SELECT gen_random_uuid() AS s FROM generate_series(1, $3)) old`,
    [tenantId, actor, earlierRulings],
  );
  const head = `
    SELECT h.* FROM (SELECT DISTINCT claim_key FROM review_task
                     WHERE tenant_id = $1 AND state = 'open' AND category = ANY($3)) k
    CROSS JOIN LATERAL (
      SELECT id, case_id, slot, submission_id, subject_id FROM review_task
      WHERE tenant_id = $1 AND state = 'open' AND claim_key = k.claim_key ORDER BY rank LIMIT $4
    ) h`;
  await pool.query(
    `INSERT INTO review_task_skip (task_id, actor, tenant_id) SELECT id, $2, $1 FROM (${head}) h
     WHERE slot = 1 ON CONFLICT DO NOTHING`,
    [tenantId, actor, categories, headRows],
  );
  // Somebody else's seat of a panel stays open after one's own ruling: it is this that lies at the head.
  await pool.query(
    `INSERT INTO ruling (id, task_id, case_id, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures,
       state, settles_at)
     SELECT gen_random_uuid(), gen_random_uuid(), case_id, submission_id, subject_id, $1, 1, $2, 'pass', '[]', 'final', now()
     FROM (${head}) h`,
    [tenantId, actor, categories, headRows * 2],
  );
}
