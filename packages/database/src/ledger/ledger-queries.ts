import type { LedgerQuery } from './ledger-check.js';

const pendingTask = `state IN ('open', 'leased', 'ruled')`;
/** Audits, appeals and reports look at what is decided already; gold is not a submission at all. */
const firstReview = `purpose = 'first_review'`;

/** The invariants that a query can check. */
export const ledgerQueries: readonly LedgerQuery[] = [
  {
    name: 'submission-has-a-place',
    invariant:
      'Every accepted submission waits in the outbox, has a pending task, or has a verdict.',
    examined: 'SELECT count(*) FROM submission',
    violating: `SELECT s.id::text AS id FROM submission s
      WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.submission_id = s.id)
        AND NOT EXISTS (SELECT FROM review_task t WHERE t.submission_id = s.id AND ${pendingTask} AND ${firstReview})
        AND NOT EXISTS (SELECT FROM verdict v WHERE v.submission_id = s.id)`,
  },
  {
    name: 'outbox-is-undecided',
    invariant:
      'A row in the outbox belongs to a submission without pending task and without verdict.',
    examined: 'SELECT count(*) FROM outbox',
    violating: `SELECT o.submission_id::text AS id FROM outbox o
      WHERE NOT EXISTS (SELECT FROM submission s WHERE s.id = o.submission_id)
        OR EXISTS (SELECT FROM review_task t WHERE t.submission_id = o.submission_id AND ${pendingTask} AND ${firstReview})
        OR EXISTS (SELECT FROM verdict v WHERE v.submission_id = o.submission_id)`,
  },
  {
    name: 'idempotency-key-leads-home',
    invariant: 'Every idempotency key names a stored submission of its tenant.',
    examined: 'SELECT count(*) FROM idempotency',
    violating: `SELECT i.submission_id::text AS id FROM idempotency i
      LEFT JOIN submission s ON s.id = i.submission_id AND s.tenant_id = i.tenant_id WHERE s.id IS NULL`,
  },
  {
    name: 'one-verdict-per-revision',
    invariant:
      'A submission has one verdict per revision, and revisions count up from 1 without gaps.',
    examined: 'SELECT count(*) FROM verdict',
    violating: `SELECT submission_id::text AS id FROM verdict GROUP BY submission_id
      HAVING count(*) <> max(revision) OR min(revision) <> 1 OR count(*) <> count(DISTINCT revision)`,
  },
  {
    name: 'one-event-per-verdict',
    invariant:
      'Every verdict has exactly one event, with the id, type and tenant the verdict names.',
    examined: 'SELECT count(*) FROM verdict',
    violating: `SELECT v.submission_id::text AS id FROM verdict v
      LEFT JOIN event e ON e.submission_id = v.submission_id AND e.revision = v.revision
      GROUP BY v.submission_id, v.revision, v.event_id, v.tenant_id
      HAVING count(e.id) <> 1 OR min(e.id::text) <> v.event_id::text OR min(e.tenant_id::text) <> v.tenant_id::text`,
  },
  {
    name: 'event-tells-its-verdict',
    invariant: 'What an event says about outcome and revision is what the verdict says.',
    examined: 'SELECT count(*) FROM event WHERE revision IS NOT NULL',
    violating: `SELECT e.id::text AS id FROM event e
      LEFT JOIN verdict v ON v.submission_id = e.submission_id AND v.revision = e.revision
      WHERE e.revision IS NOT NULL AND (v.submission_id IS NULL
        OR e.payload #>> '{data,verdict,outcome}' <> v.outcome
        OR e.payload #>> '{data,verdict,revision}' <> v.revision::text
        OR e.payload ->> 'id' <> e.id::text)`,
  },
  {
    name: 'delivery-has-an-event',
    invariant: 'Every delivery carries an event of its own tenant.',
    examined: 'SELECT count(*) FROM delivery',
    violating: `SELECT d.id::text AS id FROM delivery d
      LEFT JOIN event e ON e.id = d.event_id AND e.tenant_id = d.tenant_id WHERE e.id IS NULL`,
  },
  {
    name: 'decision-leads-on',
    invariant: 'A machine decision to pass or block has a verdict; one to review has a task.',
    examined: 'SELECT count(*) FROM decision',
    violating: `SELECT d.submission_id::text AS id FROM decision d
      WHERE CASE WHEN d.outcome = 'review'
        THEN NOT EXISTS (SELECT FROM review_task t WHERE t.submission_id = d.submission_id)
        ELSE NOT EXISTS (SELECT FROM verdict v WHERE v.submission_id = d.submission_id) END`,
  },
  {
    name: 'block-is-never-passed-by-the-machine',
    invariant:
      'A first verdict by the machine follows its decision: block stays block, failures never pass.',
    examined: `SELECT count(*) FROM verdict WHERE decided_by = 'machine' AND cause = 'first_review'`,
    violating: `SELECT v.submission_id::text AS id FROM verdict v
      LEFT JOIN decision d ON d.submission_id = v.submission_id AND d.round = 1
      WHERE v.decided_by = 'machine' AND v.cause = 'first_review' AND (d.submission_id IS NULL
        OR d.outcome = 'review' OR (d.outcome = 'block') <> (v.outcome = 'block')
        OR d.evidence::text LIKE '%"type":"failure"%' AND v.outcome <> 'block')`,
  },
  {
    name: 'task-is-decided-by-its-holder',
    invariant: 'A settled task has exactly one final ruling, under an epoch of that task.',
    examined: `SELECT count(*) FROM review_task WHERE state = 'settled'`,
    violating: `SELECT t.id::text AS id FROM review_task t
      LEFT JOIN ruling r ON r.task_id = t.id AND r.state = 'final'
      WHERE t.state = 'settled'
      GROUP BY t.id, t.lease_epoch
      HAVING count(DISTINCT r.id) <> 1 OR max(r.epoch) > t.lease_epoch`,
  },
  {
    name: 'first-review-ends-with-a-verdict',
    invariant: 'A concluded first review has exactly one verdict, by a task of its own.',
    examined: `SELECT count(*) FROM review_case WHERE state = 'concluded' AND ${firstReview}`,
    violating: `SELECT c.id::text AS id FROM review_case c
      LEFT JOIN review_task t ON t.case_id = c.id
      LEFT JOIN verdict v ON v.task_id = t.id AND v.cause = 'first_review'
      WHERE c.state = 'concluded' AND c.${firstReview}
      GROUP BY c.id HAVING count(DISTINCT v.revision) <> 1`,
  },
  {
    name: 'open-case-has-work',
    invariant: 'An open case has a pending task; a case that ended has none that is open.',
    examined: 'SELECT count(*) FROM review_case',
    violating: `SELECT c.id::text AS id FROM review_case c
      WHERE CASE WHEN c.state = 'open'
        THEN NOT EXISTS (SELECT FROM review_task t WHERE t.case_id = c.id AND t.${pendingTask})
        ELSE EXISTS (SELECT FROM review_task t WHERE t.case_id = c.id AND t.state = 'open') END`,
  },
  {
    name: 'nobody-rules-twice',
    invariant: 'No person has two rulings that count on the same content for one case.',
    examined: `SELECT count(*) FROM ruling WHERE state IN ('provisional', 'final')`,
    violating: `SELECT case_id::text AS id FROM ruling WHERE state IN ('provisional', 'final')
      GROUP BY case_id, actor HAVING count(*) > 1`,
  },
  {
    name: 'ruling-binds-nothing-before-it-settles',
    invariant: 'A provisional or undone ruling has no verdict.',
    examined: `SELECT count(*) FROM ruling WHERE state <> 'final'`,
    violating: `SELECT r.id::text AS id FROM ruling r JOIN verdict v ON v.task_id = r.task_id
      WHERE r.state = 'provisional'`,
  },
  {
    name: 'one-open-case-per-purpose',
    invariant: 'A submission has at most one open case of each purpose.',
    examined: `SELECT count(*) FROM review_case WHERE state = 'open'`,
    violating: `SELECT submission_id::text AS id FROM review_case WHERE state = 'open'
      GROUP BY submission_id, purpose HAVING count(*) > 1`,
  },
  {
    name: 'one-published-policy',
    invariant: 'A policy has at most one published version.',
    examined: 'SELECT count(*) FROM policy_version',
    violating: `SELECT policy_id::text AS id FROM policy_version WHERE state = 'published'
      GROUP BY policy_id HAVING count(*) > 1`,
  },
  {
    name: 'blacklist-ranges-are-whole',
    invariant:
      'Version ranges of an entry follow each other without gap, overlap or second open end.',
    examined: 'SELECT count(*) FROM blacklist_entry_version',
    violating: `SELECT entry_id::text AS id FROM (
        SELECT entry_id, to_version, lead(from_version) OVER (PARTITION BY entry_id ORDER BY from_version) AS next
        FROM blacklist_entry_version) r
      WHERE to_version IS DISTINCT FROM next`,
  },
  {
    name: 'two-persons-per-entry',
    invariant: 'An entry that had effect was confirmed by somebody other than its proposer.',
    examined: `SELECT count(*) FROM blacklist_entry WHERE state IN ('shadow', 'active', 'disputed', 'suspended')`,
    violating: `SELECT id::text AS id FROM blacklist_entry
      WHERE state IN ('shadow', 'active', 'disputed', 'suspended')
        AND (confirmed_by IS NULL OR confirmed_by = proposed_by)`,
  },
  {
    name: 'verdict-is-audited',
    invariant: 'Every verdict has its audit entry.',
    examined: 'SELECT count(*) FROM verdict',
    violating: `SELECT v.submission_id::text AS id FROM verdict v
      LEFT JOIN (SELECT subject_id, count(*) AS entries FROM audit_entry WHERE subject_type = 'submission'
        AND action IN ('verdict.created', 'verdict.revised', 'submission.withdrawn') GROUP BY subject_id) a
        ON a.subject_id = v.submission_id::text
      GROUP BY v.submission_id, a.entries HAVING a.entries IS DISTINCT FROM count(*)`,
  },
  {
    name: 'row-security-is-on',
    invariant: 'Every table with a tenant column is behind forced row-level security.',
    examined: `SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped`,
    violating: `SELECT c.relname AS id FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        AND a.attname = 'tenant_id' AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  },
];
