import { Inject, Injectable } from '@nestjs/common';
import type {
  ClaimedTasks,
  ReviewTaskBody,
  ReviewTaskListQuery,
  ReviewTaskPage,
  TaskEventPage,
} from '@assay/contracts';
import {
  decodeCursor,
  encodeCursor,
  readAsTenant,
  ReviewDeskStore,
  type Database,
} from '@assay/database';
import { failed, mayDo, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { reviewTaskSummary, taskEventBody } from './review-task-body.js';
import { TaskBodies } from './task-bodies.js';

/** What reviewers and leads look at. Nothing here shows what a ruling says. */
@Injectable()
export class ReviewDeskService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly bodies: TaskBodies,
  ) {}

  async mine(actor: Principal): Promise<ClaimedTasks> {
    return { tasks: await this.bodies.onDeskOf(actor) };
  }

  /** For the task's holder and for those who may read reviews; `not_found` for everybody else. */
  async task(actor: Principal, id: string): Promise<Result<ReviewTaskBody>> {
    if (!mayAsk(actor)) return forbidden;
    const task = await this.read(actor, (desk) => desk.holderOf(id));
    if (task === undefined || !maySee(actor, task.holder)) return notFound;
    const [body] = await this.bodies.of(actor, [id]);
    return body === undefined ? notFound : ok(body);
  }

  /** For the same people as the task. */
  async events(actor: Principal, id: string): Promise<Result<TaskEventPage>> {
    if (!mayAsk(actor)) return forbidden;
    return this.read(actor, async (desk) => {
      const task = await desk.holderOf(id);
      if (task === undefined || !maySee(actor, task.holder)) return notFound;
      return ok({ items: (await desk.events(id)).map(taskEventBody) });
    });
  }

  async list(
    actor: Principal,
    { cursor, limit, state, queue }: ReviewTaskListQuery,
  ): Promise<Result<ReviewTaskPage>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, 1)?.[0];
    if (cursor !== undefined && (after === undefined || !uuid.test(after))) return badCursor;
    const { tenantId } = actor;
    const found = await this.read(actor, (desk) =>
      desk.list({ tenantId, state, queue, after, limit: limit + 1 }),
    );
    const items = found.slice(0, limit).map(reviewTaskSummary);
    const last = items.at(-1);
    if (found.length <= limit || last === undefined) return ok({ items });
    return ok({ items, nextCursor: encodeCursor([last.id]) });
  }

  private read<T>(
    { tenantId }: Principal,
    look: (desk: ReviewDeskStore) => Promise<T>,
  ): Promise<T> {
    return readAsTenant(this.database.dataSource, tenantId, (manager) =>
      look(new ReviewDeskStore(manager)),
    );
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Two permissions lead here, so the route cannot name one. */
const mayAsk = (actor: Principal): boolean =>
  mayDo(actor, 'reviews:work') || mayDo(actor, 'reviews:read');

const maySee = (actor: Principal, holder: string | null): boolean =>
  holder === actor.id || mayDo(actor, 'reviews:read');

const forbidden = failed('forbidden', 'This credential lacks reviews:work and reviews:read.');

const notFound = failed('not_found', 'There is no such review task, or it is not yours.');

const badCursor = failed('invalid_request', 'This cursor is not one of ours; start without one.');
