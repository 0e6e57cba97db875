import type { EntityManager } from 'typeorm';

export interface ContestedMatter {
  readonly submissionId: string;
  /** Blacklist entries that the verdict rests on or that are contested with it. */
  readonly entryIds: readonly string[];
}

/**
 * Principals who had a part in what was decided about a submission: who ruled on any of its tasks or closed it, who
 * reported it or asked for people to look at it, and who proposed or confirmed the blacklist entries involved,
 * whichever tenant these belong to.
 */
export async function hadPart(
  manager: EntityManager,
  { submissionId, entryIds }: ContestedMatter,
): Promise<readonly string[]> {
  const rows: { actor: string }[] = await manager.query(
    `SELECT actor FROM ruling WHERE submission_id = $1 AND state IN ('provisional', 'final')
     UNION SELECT actor FROM verdict WHERE submission_id = $1 AND actor IS NOT NULL
     UNION SELECT lodged_by FROM report WHERE submission_id = $1
     UNION SELECT requested_by FROM review_case WHERE submission_id = $1 AND requested_by IS NOT NULL
     UNION SELECT proposed_by FROM blacklist_entry WHERE id = ANY ($2::uuid[])
     UNION SELECT confirmed_by FROM blacklist_entry WHERE id = ANY ($2::uuid[]) AND confirmed_by IS NOT NULL`,
    [submissionId, entryIds],
  );
  return rows.map(({ actor }) => actor);
}
