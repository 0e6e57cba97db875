import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  acceptSubmissions,
  findIdempotent,
  type Database,
  type NewSubmission,
} from '@assay/database';
import { failed, ok, type Lane, type Result } from '@assay/domain';
import { maxEnvelopeIds } from '@assay/queue';
import { DATABASE } from '../database.js';
import { DispatcherService } from '../dispatch/dispatcher.service.js';
import { GroupCommit, type Accepted, type Unread } from './group-commit.js';

const maxPending = 20_000;
/** A batch of the largest submissions must not become one statement of hundreds of megabytes. */
const maxBatchUnits = 4_000_000;
/** What may wait while the database stands still: some 100 MB of memory a lane. */
const maxPendingUnits = 64_000_000;

/**
 * Stores submissions: one group commit per lane. Redis is never waited for: a batch is put on the queue after its
 * COMMIT, and when that fails the outbox rows are found by the dispatcher.
 */
@Injectable()
export class IntakeService implements OnApplicationShutdown {
  private readonly lanes = new Map<Lane, GroupCommit>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly dispatcher: DispatcherService,
  ) {}

  /** Problems: `overloaded`, `idempotency_key_reused`. Rejects when the database is away. */
  async accept(
    row: NewSubmission,
  ): Promise<Result<{ readonly id: string; readonly replayed: boolean }>> {
    const waiting = this.lane(row.lane).add(row);
    if (waiting === undefined) {
      return failed('overloaded', 'More arrives than can be stored. Try again shortly.', {
        retryAfterSeconds: 1 + Math.floor(Math.random() * 3),
      });
    }
    const accepted = await waiting;
    if (accepted.type !== 'key_reused')
      return ok({ id: accepted.id, replayed: accepted.type === 'replayed' });
    return failed(
      'idempotency_key_reused',
      'This Idempotency-Key was used with another body. Use a new key.',
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.drain()));
  }

  private lane(lane: Lane): GroupCommit {
    const existing = this.lanes.get(lane);
    if (existing !== undefined) return existing;
    const created = new GroupCommit({
      store: (rows) => this.store(lane, rows),
      isBadRow,
      sizeOf: ({ content }) => content.length,
      maxRows: maxEnvelopeIds,
      maxUnits: maxBatchUnits,
      maxPending,
      maxPendingUnits,
    });
    this.lanes.set(lane, created);
    return created;
  }

  private async store(
    lane: Lane,
    rows: readonly NewSubmission[],
  ): Promise<readonly (Accepted | Unread)[]> {
    const envelopeId = this.dispatcher.openEnvelope(lane, rows.length);
    let stored: ReadonlySet<string>;
    try {
      stored = await acceptSubmissions(this.database.pool, rows, envelopeId ?? null);
    } catch (error) {
      if (envelopeId !== undefined) this.dispatcher.abandonEnvelope(lane, rows.length);
      throw error;
    }
    this.dispatcher.stored(lane, envelopeId, [...stored]);
    if (stored.size === rows.length) return rows.map(({ id }) => ({ type: 'stored', id }));
    return this.withWinners(rows, stored);
  }

  /** Rows that lost the race for their key get the id of the row that won it. Never rejects: the others are stored. */
  private async withWinners(
    rows: readonly NewSubmission[],
    stored: ReadonlySet<string>,
  ): Promise<readonly (Accepted | Unread)[]> {
    const losers = rows.filter(({ id }) => !stored.has(id));
    const outcomes = await this.outcomesOf(losers).catch((error: unknown) =>
      losers.map((): Unread => ({ type: 'unread', error })),
    );
    const byId = new Map(losers.map(({ id }, index) => [id, outcomes[index]]));
    return rows.map(({ id }) => byId.get(id) ?? { type: 'stored', id });
  }

  private async outcomesOf(
    losers: readonly NewSubmission[],
  ): Promise<readonly (Accepted | Unread)[]> {
    const keys = losers.flatMap(({ tenantId, idempotency }) =>
      idempotency === null ? [] : [{ tenantId, key: idempotency.key }],
    );
    const found = await findIdempotent(this.database.pool, keys);
    const winners = new Map(found.map((match) => [`${match.tenantId} ${match.key}`, match]));
    return losers.map(({ tenantId, idempotency }): Accepted | Unread => {
      const winner = winners.get(`${tenantId} ${idempotency?.key ?? ''}`);
      if (winner === undefined || idempotency === null)
        return { type: 'unread', error: new Error('A row was neither stored nor a repeat.') };
      if (!(winner.bodyHash === idempotency.bodyHash)) return { type: 'key_reused' };
      return { type: 'replayed', id: winner.submissionId };
    });
  }
}

/** SQLSTATE classes that blame the data: 21 cardinality, 22 data, 23 constraint, 54 limits. */
function isBadRow(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(21|22|23|54)/.test(code);
}
