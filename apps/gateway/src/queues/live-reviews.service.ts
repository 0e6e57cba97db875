import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { OpenStreams } from '../streams/open-streams.js';
import { SseWriter } from '../streams/sse-writer.js';
import { LiveBoard, type Subscriber } from './live-board.js';
import { QueueFigures } from './queue-figures.js';

export interface LiveSubscription {
  readonly actor: Principal;
  readonly topic: Subscriber['topic'];
  readonly response: ServerResponse;
  /** Sent with the stream, e.g. security headers. */
  readonly headers: OutgoingHttpHeaders;
  /** Asked every few seconds; false ends the stream. */
  readonly isStillAllowed: () => Promise<boolean>;
}

/** Tabs of one person, with some to spare for connections that are not known to be dead yet. */
const maxStreamsPerPerson = 8;
const maxStreamsPerTenant = 500;

/** The live figures of every tenant that somebody watches through this process. */
@Injectable()
export class LiveReviewsService implements OnModuleDestroy {
  private readonly logger = new Logger('live reviews');
  private readonly boards = new Map<string, LiveBoard>();
  private closed = false;

  constructor(
    private readonly figures: QueueFigures,
    private readonly open: OpenStreams,
  ) {}

  /**
   * Starts a stream on the raw response, or none for a client that is gone already.
   * Problems: `quota_exceeded`, `unavailable`.
   */
  subscribe({
    actor,
    topic,
    response,
    headers,
    isStillAllowed,
  }: LiveSubscription): Result<undefined> {
    const { tenantId } = actor;
    if (this.closed) {
      return failed('unavailable', 'This process is stopping.', { retryAfterSeconds: 1 });
    }
    const known = this.boards.get(tenantId);
    if (known !== undefined && known.streamsOf(actor.id) >= maxStreamsPerPerson) {
      return tooMany(`One person has at most ${maxStreamsPerPerson} live streams.`);
    }
    if (known !== undefined && known.size >= maxStreamsPerTenant) {
      return tooMany(`A tenant has at most ${maxStreamsPerTenant} live streams.`);
    }
    const stream = new SseWriter({ response, headers });
    if (stream.hasEnded) return ok(undefined);
    const board = known ?? this.boardOf(tenantId);
    const isPerson = actor.userId !== null;
    const subscriber: Subscriber = { stream, actor: actor.id, isPerson, topic, sent: new Map() };
    this.open.keep(stream, isStillAllowed);
    board.join(subscriber);
    stream.onEnd(() => {
      board.leave(subscriber);
      if (board.size === 0 && this.boards.get(tenantId) === board) this.boards.delete(tenantId);
    });
    return ok(undefined);
  }

  /** Something about tasks, queues or standards of these tenants changed, in whatever process. */
  changed(tenantIds: readonly string[]): void {
    for (const tenantId of tenantIds) this.boards.get(tenantId)?.wake();
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const board of this.boards.values()) board.close();
    this.boards.clear();
  }

  private boardOf(tenantId: string): LiveBoard {
    const { figures } = this;
    const board = new LiveBoard({
      reader: {
        queues: () => figures.queues(tenantId),
        load: () => figures.load(tenantId),
        care: (actors) => figures.care(tenantId, actors),
        standards: () => figures.standards(tenantId),
        keepPresent: (actors) => figures.keepPresent(tenantId, actors),
      },
      onError: (error) => this.logger.warn({ event: 'look_failed', reason: error.message }),
    });
    this.boards.set(tenantId, board);
    return board;
  }
}

const tooMany = (detail: string): Result<never> =>
  failed('quota_exceeded', detail, { retryAfterSeconds: 5 });
