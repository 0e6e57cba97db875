import type { EntityManager } from 'typeorm';

/** Takes the strike of a submission off its author's record, because its verdict does not stand. */
export async function liftStrikesOf(
  manager: EntityManager,
  { submissionId, reason }: { readonly submissionId: string; readonly reason: string },
): Promise<void> {
  await manager.query(
    `UPDATE strike SET lifted_at = now(), lifted_by = 'machine', lift_reason = $2
     WHERE submission_id = $1 AND lifted_at IS NULL`,
    [submissionId, reason],
  );
}
