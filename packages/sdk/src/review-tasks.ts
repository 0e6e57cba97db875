import type {
  ClaimedTasks,
  DraftBody,
  LeaseBody,
  QueuePage,
  ReviewTaskBody,
  ReviewTaskSummary,
  RulingBody,
  TaskEventPage,
} from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewRuling, TaskClaim, Written } from './wire.js';

export interface ReviewTaskListOptions extends ListOptions {
  readonly state?: ReviewTaskSummary['state'] | undefined;
  readonly queue?: string | undefined;
}

export type TaskEvents = Written<typeof TaskEventPage>;

/**
 * The queue of people. A claimed task is leased for a few minutes; `epoch` names the lease, and a call with an old
 * one is refused with `stale_lease`. Scopes `reviews:work` and, for `list` and `history`, `reviews:read`.
 */
export class ReviewTasks {
  constructor(private readonly transport: Transport) {}

  /** Leases the most urgent open tasks (one by default). An empty list means nothing waits for you. */
  claim(body: TaskClaim = {}, options: CallOptions = {}): Promise<ClaimedTasks> {
    return this.transport.json({
      method: 'POST',
      path: `${root}/claim`,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** The tasks you hold, and those you ruled on that can still be undone. */
  mine(options: CallOptions = {}): Promise<ClaimedTasks> {
    return this.transport.json({
      method: 'GET',
      path: `${root}/mine`,
      ...options,
      repeat: 'always',
    });
  }

  /** A task that you hold, ruled on, or may read as a lead. */
  get(id: string, options: CallOptions = {}): Promise<ReviewTaskBody> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** Queues with work. */
  queues(options: CallOptions = {}): Promise<QueuePage> {
    return this.transport.json({ method: 'GET', path: '/v1/queues', ...options, repeat: 'always' });
  }

  /** Extends the lease and keeps a draft on the task. */
  heartbeat(
    id: string,
    body: { epoch: number; draft?: DraftBody },
    options: CallOptions = {},
  ): Promise<LeaseBody> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/heartbeat`,
      body,
      ...options,
      repeat: 'always',
    });
  }

  /** Gives the task back; its draft stays. */
  async release(id: string, body: { epoch: number }, options: CallOptions = {}): Promise<void> {
    await this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/release`,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Leaves the task to others; you will not get it again. */
  async skip(id: string, body: { epoch: number }, options: CallOptions = {}): Promise<void> {
    await this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/skip`,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Rules on the task. Provisional until `settlesAt`; only then the platform hears of it. */
  rule(id: string, body: NewRuling, options: CallOptions = {}): Promise<RulingBody> {
    const path = `${pathOf(id)}/rulings`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }

  /** Takes your ruling back before it settles; you hold the task again. */
  undo(id: string, options: CallOptions = {}): Promise<ReviewTaskBody> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/undo`,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** All tasks, without content, for leads. */
  list(options: ReviewTaskListOptions = {}): Listing<ReviewTaskSummary> {
    return new Listing(this.transport, root, options);
  }

  /** What happened to a task, oldest first. */
  history(id: string, options: CallOptions = {}): Promise<TaskEvents> {
    return this.transport.json({
      method: 'GET',
      path: `${pathOf(id)}/events`,
      ...options,
      repeat: 'always',
    });
  }
}

const root = '/v1/review-tasks';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
