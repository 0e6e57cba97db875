import { connectDatabase, verifyLedger } from '@assay/database';
import { until } from '@assay/testing';
import { humanVerdicts } from './reviews.js';
import type { Scenery } from './submissions.js';

/** Checks that a story without work for them would prove nothing about. */
const busyChecks = [
  'submission-has-a-place',
  'idempotency-key-leads-home',
  'one-verdict-per-revision',
  'one-event-per-verdict',
  'event-tells-its-verdict',
  'delivery-has-an-event',
  'decision-leads-on',
  'block-is-never-passed-by-the-machine',
  'task-is-decided-by-its-holder',
  'first-review-ends-with-a-verdict',
  'open-case-has-work',
  'nobody-rules-twice',
  'ruling-binds-nothing-before-it-settles',
  'one-published-policy',
  'blacklist-ranges-are-whole',
  'two-persons-per-entry',
  'verdict-is-audited',
  'row-security-is-on',
  'decision-recomputes',
  'audit-leaf-recomputes',
];

/** The end of the story: what was written agrees with itself. */
export function tellOfTheLedger(scenery: () => Scenery): void {
  test('what people decided was told once, also after a while', async () => {
    const { receiver } = scenery();
    expect(humanVerdicts).not.toEqual([]);
    for (const id of humanVerdicts) expect(await receiver.eventsOf(id)).toHaveLength(1);
  });

  test('the ledger finds every invariant kept, and looked at rows to say so', async () => {
    const { databaseUrl } = scenery().stage.stack;
    const database = await connectDatabase({ url: databaseUrl, applicationName: 'e2e' });
    try {
      await until(
        async () => {
          const { rows } = await database.pool.query('SELECT 1 FROM outbox LIMIT 1');
          return rows.length === 0;
        },
        { deadlineMs: 20_000, what: 'an empty outbox' },
      );
      const findings = await verifyLedger(database.pool);
      expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
      const idle = findings.filter(({ examined }) => examined === 0).map(({ name }) => name);
      expect(idle.filter((name) => busyChecks.includes(name))).toEqual([]);
      expect(findings.map(({ name }) => name)).toEqual(expect.arrayContaining(busyChecks));
    } finally {
      await database.close();
    }
  });
}
