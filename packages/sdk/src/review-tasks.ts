import type {
  ClaimedTasks,
  DeskNews,
  DraftBody,
  LeaseBody,
  MovedTask,
  QueuePage,
  ReopenedCluster,
  ReviewClusters,
  ReviewTaskBody,
  ReviewTaskSummary,
  RulingBody,
  SimilarTasks,
  TaskEventPage,
} from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import { parsedData, streamMessages, type LiveOptions } from './sse-stream.js';
import type { CallOptions, Transport } from './transport.js';
import type { Escalation, NewRuling, TaskClaim, TaskReferral, Transfer, Written } from './wire.js';

export interface ReviewTaskListOptions extends ListOptions {
  readonly state?: ReviewTaskSummary['state'] | undefined;
  readonly queue?: string | undefined;
}

/** News of the review desk: counts of the queues, the caller's own exposure, a standard that was published. */
export type DeskUpdate = {
  readonly [Event in keyof DeskNews]-?: {
    readonly event: Event;
    readonly data: NonNullable<DeskNews[Event]>;
  };
}[keyof DeskNews];

export type TaskEvents = Written<typeof TaskEventPage>;

/**
 * The queue of people. A claimed task is leased for a few minutes; `epoch` names the lease, and a call with an old
 * one is refused with `stale_lease`. Scopes `reviews:work`; for `list`, `history` and `clusters`, `reviews:read`; for
 * `reopenCluster`, `reviews:manage`.
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

  /** Hands the task up to the queue that its own names for that; you will not get it again. */
  escalate(id: string, body: Escalation, options: CallOptions = {}): Promise<MovedTask> {
    return this.act(`${pathOf(id)}/escalate`, body, options);
  }

  /** Hands the task to another queue or to one person; you will not get it again. */
  transfer(id: string, body: Transfer, options: CallOptions = {}): Promise<MovedTask> {
    return this.act(`${pathOf(id)}/transfer`, body, options);
  }

  /** Blocks the content, keeps it, and makes an incident bundle for an authority or the legal team. */
  refer(id: string, body: TaskReferral, options: CallOptions = {}): Promise<RulingBody> {
    return this.act(`${pathOf(id)}/refer`, body, options);
  }

  /** Open tasks with nearly the same text; name them in `cluster` of the ruling to settle them together. */
  similar(id: string, options: CallOptions = {}): Promise<SimilarTasks> {
    return this.transport.json({
      method: 'GET',
      path: `${pathOf(id)}/similar`,
      ...options,
      repeat: 'always',
    });
  }

  /** Rules that the content cannot be judged because it is broken; it is blocked. */
  contentBroken(
    id: string,
    body: Omit<NewRuling, 'kind' | 'outcome'>,
    options: CallOptions = {},
  ): Promise<RulingBody> {
    return this.rule(id, { ...body, kind: 'content_broken' }, options);
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

  /** The newest 200 rulings that settled a cluster, newest first, and what verification of the sample has shown. */
  clusters(options: CallOptions = {}): Promise<ReviewClusters> {
    return this.transport.json({
      method: 'GET',
      path: clusterRoot,
      ...options,
      repeat: 'always',
    });
  }

  /**
   * Has people look again, one by one, at every submission of a cluster that has no open case; answers how many.
   * `not_found` for what is no cluster of the tenant.
   */
  reopenCluster(id: string, options: CallOptions = {}): Promise<ReopenedCluster> {
    return this.transport.json({
      method: 'POST',
      path: `${clusterRoot}/${encodeURIComponent(id)}/reopen`,
      ...options,
      repeat: 'when_refused',
    });
  }

  /**
   * What a reviewer wants to know while working, now and whenever it changed; reconnects by itself. An open stream
   * says that its reader is at the desk.
   * @example
   * for await (const news of client.reviewTasks.stream({ signal })) if (news.event === 'care') show(news.data);
   */
  async *stream(options: LiveOptions = {}): AsyncGenerator<DeskUpdate, void, undefined> {
    for await (const message of streamMessages(this.transport, {
      ...options,
      path: `${root}/stream`,
    })) {
      yield { event: message.event, data: parsedData(message) } as DeskUpdate;
    }
  }

  private act<T>(path: string, body: object, options: CallOptions): Promise<T> {
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }
}

const root = '/v1/review-tasks';
const clusterRoot = '/v1/review-clusters';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
