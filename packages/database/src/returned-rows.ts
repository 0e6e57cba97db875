import type { EntityManager } from 'typeorm';

/** Rows of `UPDATE … RETURNING` or `DELETE … RETURNING`, which TypeORM wraps together with a count. */
export async function returnedRows<T>(
  manager: EntityManager,
  sql: string,
  params: readonly unknown[],
): Promise<readonly T[]> {
  const answer: [T[], number] = await manager.query(sql, [...params]);
  return answer[0];
}
