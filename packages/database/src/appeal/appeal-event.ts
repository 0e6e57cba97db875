import type { AppealResult, AppealState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordEvent } from '../event/record-event.js';
import type { AppealEntity } from './appeal.entity.js';

export interface AppealNews {
  readonly appeal: Pick<AppealEntity, 'id' | 'tenantId' | 'submissionId'>;
  readonly type: 'appeal.accepted' | 'appeal.decided';
  readonly state: AppealState;
  readonly result?: AppealResult;
  /** Why it was rejected, in the words of whoever did. */
  readonly reason?: string;
}

/** Tells the platform how its appeal stands. */
export async function recordAppealEvent(
  manager: EntityManager,
  { appeal, type, state, result, reason }: AppealNews,
): Promise<void> {
  const { id, tenantId, submissionId } = appeal;
  const [submission]: { externalId: string | null }[] = await manager.query(
    'SELECT external_id AS "externalId" FROM submission WHERE id = $1',
    [submissionId],
  );
  const externalId = submission?.externalId ?? undefined;
  const data = { submissionId, externalId, appeal: { id, state, result }, reason };
  await recordEvent(manager, { tenantId, type, submissionId, data });
}
