import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ReviewTaskBody } from '@assay/contracts';
import {
  appealForCase,
  readAsTenant,
  reportsForCase,
  ReviewDeskStore,
  SecretBox,
  type Database,
  type ReportAtDesk,
  type ReviewTaskView,
} from '@assay/database';
import type { Principal } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { reviewTaskBody, type Pseudonym } from './review-task-body.js';

/** Tasks as one person sees them. */
@Injectable()
export class TaskBodies {
  private readonly pseudonym: Pseudonym;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    box: SecretBox,
  ) {
    const key = box.deriveKey('author-pseudonym');
    this.pseudonym = (mark) => createHmac('sha256', key).update(mark).digest('hex').slice(0, 8);
  }

  /** In the order of the ids. */
  of({ tenantId, id }: Principal, ids: readonly string[]): Promise<ReviewTaskBody[]> {
    return this.read(tenantId, id, (desk) => desk.withContent(ids, id));
  }

  /** What a person has on the desk: held, or ruled on and still undoable. */
  onDeskOf({ tenantId, id }: Principal): Promise<ReviewTaskBody[]> {
    return this.read(tenantId, id, (desk) => desk.onDeskOf(tenantId, id));
  }

  private read(
    tenantId: string,
    actor: string,
    look: (desk: ReviewDeskStore) => Promise<readonly ReviewTaskView[]>,
  ): Promise<ReviewTaskBody[]> {
    return readAsTenant(this.database.dataSource, tenantId, async (manager) => {
      const tasks = await look(new ReviewDeskStore(manager));
      return Promise.all(tasks.map((task) => this.body(manager, task, actor)));
    });
  }

  /** Adds what an appeal or a report is about to the task of its reviewer. */
  private async body(
    manager: EntityManager,
    task: ReviewTaskView,
    actor: string,
  ): Promise<ReviewTaskBody> {
    const body = reviewTaskBody(task, { actor, pseudonym: this.pseudonym });
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
