import type { ReviewTaskBody } from '@assay/contracts';
import {
  appealForCase,
  readAsTenant,
  reportsForCase,
  ReviewDeskStore,
  type Database,
  type ReportAtDesk,
  type ReviewTaskView,
} from '@assay/database';
import type { Principal } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { reviewTaskBody } from './review-task-body.js';

/** Tasks as one person sees them, in the order of the ids. */
export function taskBodies(
  database: Pick<Database, 'dataSource'>,
  { actor, ids }: { readonly actor: Principal; readonly ids: readonly string[] },
): Promise<ReviewTaskBody[]> {
  return readAsTenant(database.dataSource, actor.tenantId, async (manager) => {
    const tasks = await new ReviewDeskStore(manager).withContent(ids, actor.id);
    return Promise.all(tasks.map((task) => bodyOf(manager, task, actor.id)));
  });
}

/** What a person has on the desk: held, or ruled on and still undoable. */
export function deskBodies(
  database: Pick<Database, 'dataSource'>,
  { tenantId, id }: Principal,
): Promise<ReviewTaskBody[]> {
  return readAsTenant(database.dataSource, tenantId, async (manager) => {
    const tasks = await new ReviewDeskStore(manager).onDeskOf(tenantId, id);
    return Promise.all(tasks.map((task) => bodyOf(manager, task, id)));
  });
}

/** Adds what an appeal or a report is about to the task of its reviewer. */
async function bodyOf(
  manager: EntityManager,
  task: ReviewTaskView,
  actor: string,
): Promise<ReviewTaskBody> {
  const body = reviewTaskBody(task, actor);
  if (task.purpose === 'report') {
    return { ...body, reports: (await reportsForCase(manager, task.caseId)).map(taskReport) };
  }
  if (task.purpose !== 'appeal') return body;
  const appeal = await appealForCase(manager, task.caseId);
  if (appeal === undefined) return body;
  const { text, appellantKind: appellant, contestedRevision, statement } = appeal;
  return {
    ...body,
    appeal: {
      text,
      appellant,
      contestedRevision,
      statement: { 'zh-CN': statement['zh-CN'].text, en: statement.en.text },
    },
  };
}

const taskReport = ({
  category,
  location,
  createdAt,
  ...report
}: ReportAtDesk): NonNullable<ReviewTaskBody['reports']>[number] => ({
  ...report,
  ...(category === null ? {} : { category }),
  ...(location === null ? {} : { location }),
  createdAt: createdAt.toISOString(),
});
