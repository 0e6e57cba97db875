import type { DeskClients } from './desk-clients.js';
import type { ReviewerKind } from './reviewers.js';

interface Plan {
  readonly title: string;
  readonly plan: string;
}

/** Plans of the last claim and key look-up of each kind, run for real and rolled back. */
export async function explainLast(
  desk: DeskClients,
  kinds: readonly ReviewerKind[],
): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const kind of kinds) {
    for (const statement of ['claim', 'open keys'] as const) {
      const sent = desk.figures.get(kind)?.clock.last.get(statement);
      if (sent === undefined) continue;
      const runner = desk.database(kind).dataSource.createQueryRunner();
      await runner.startTransaction();
      try {
        const rows = (await runner.query(`EXPLAIN (ANALYZE, BUFFERS) ${sent.sql}`, [
          ...sent.params,
        ])) as { 'QUERY PLAN': string }[];
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        plans.push({ title: `${statement} of a reviewer with ${kind}`, plan });
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    }
  }
  return plans;
}
