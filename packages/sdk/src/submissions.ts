import type {
  AcceptedBody,
  BatchResult,
  SubmissionBody,
  SubmissionDetail,
  VerdictBody,
  StatementBody,
} from '@assay/contracts';
import { AssayTimeout } from './assay-problem.js';
import { Listing, type ListOptions } from './listing.js';
import { pause } from './retry.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewBatchItem, NewSubmission } from './wire.js';

export interface CreateSubmissionOptions extends CallOptions {
  /**
   * Names this submission for 24 h and more: the same key with the same body answers the same id, with another body
   * it is refused (`idempotency_key_reused`). Generated when absent, so that the client's own retries are safe.
   */
  readonly idempotencyKey?: string;
  /** Ask the server to hold its answer until machine review is through, for at most this many seconds (30 count). */
  readonly waitSeconds?: number;
}

/**
 * With `waitSeconds`, `decision` is there when machine review was quick enough, and `verdict` when it did not need people.
 * `replayed` says that the key was known.
 */
export type CreatedSubmission = AcceptedBody &
  Partial<SubmissionBody> & { readonly idempotencyKey: string; readonly replayed: boolean };

export interface SubmissionListOptions extends ListOptions {
  readonly scene?: string | undefined;
  readonly externalId?: string | undefined;
  readonly authorId?: string | undefined;
}

export interface StatementOptions extends CallOptions {
  /** `zh-CN` when absent. */
  readonly locale?: StatementBody['locale'] | undefined;
  readonly revision?: number | undefined;
}

export interface WaitForVerdictOptions extends CallOptions {
  /** Default 60 000. People may take hours: for those, wait for the webhook instead. */
  readonly timeoutMs?: number;
  /** Longest pause between two looks. Default 2 000. */
  readonly maxPollMs?: number;
}

/** A decided submission. */
export type DecidedSubmission = SubmissionDetail & { readonly verdict: VerdictBody };

/** What a platform hands over for review. Scopes `submissions:write` and `submissions:read`. */
export class Submissions {
  constructor(private readonly transport: Transport) {}

  /**
   * Hands one output over. When this resolves the submission is stored and will be reviewed.
   * @example
   * const { id } = await client.submissions.create({ scene: 'chat', parts: [{ text: 'Hello' }] });
   */
  async create(
    body: NewSubmission,
    options: CreateSubmissionOptions = {},
  ): Promise<CreatedSubmission> {
    const idempotencyKey = options.idempotencyKey ?? globalThis.crypto.randomUUID();
    const headers: Record<string, string> = { 'idempotency-key': idempotencyKey };
    if (options.waitSeconds !== undefined) headers['prefer'] = `wait=${options.waitSeconds}`;
    const answer = await this.transport.answer<AcceptedBody & Partial<SubmissionBody>>({
      method: 'POST',
      path: '/v1/submissions',
      body,
      headers,
      signal: options.signal,
      extraTimeMs: (options.waitSeconds ?? 0) * 1000,
      repeat: 'always',
    });
    const replayed = answer.headers.get('idempotency-replayed') === 'true';
    return { ...answer.body, idempotencyKey, replayed };
  }

  /**
   * Hands over up to 100 outputs. Results come in request order; a bad item carries its problem and does not disturb
   * the others. Items without a key get one, so that the client's own retries are safe.
   */
  createBatch(items: readonly NewBatchItem[], options: CallOptions = {}): Promise<BatchResult> {
    const keyed = items.map((item) => ({
      idempotencyKey: globalThis.crypto.randomUUID(),
      ...item,
    }));
    const path = '/v1/submission-batches';
    return this.transport.json({
      method: 'POST',
      path,
      body: { items: keyed },
      ...options,
      repeat: 'always',
    });
  }

  /** The submission with its content and every verdict revision, oldest first. */
  get(id: string, options: CallOptions = {}): Promise<SubmissionDetail> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  list(options: SubmissionListOptions = {}): Listing<SubmissionBody> {
    return new Listing(this.transport, '/v1/submissions', options);
  }

  /** Takes an output back: it is closed with cause `withdrawal` and leaves the queue of people. */
  withdraw(id: string, options: CallOptions = {}): Promise<SubmissionBody> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/withdraw`,
      ...options,
      repeat: 'always',
    });
  }

  /** Why the verdict is what it is, in plain language; without a revision, of the newest. */
  statement(id: string, options: StatementOptions = {}): Promise<StatementBody> {
    const { signal, locale, revision } = options;
    return this.transport.json({
      method: 'GET',
      path: `${pathOf(id)}/statement`,
      query: { locale, revision },
      signal,
      repeat: 'always',
    });
  }

  /** The same as a record for the DSA Transparency Database; `not_found` when nothing was restricted. */
  dsaStatement(
    id: string,
    options: Pick<StatementOptions, 'revision' | 'signal'> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const { signal, revision } = options;
    return this.transport.json({
      method: 'GET',
      path: `${pathOf(id)}/statement`,
      query: { format: 'dsa', revision },
      signal,
      repeat: 'always',
    });
  }

  /**
   * Looks until there is a verdict: after 100 ms, then at growing distances. Rejects with {@link AssayTimeout}.
   * Meant for scripts; services use webhooks or `events.stream`.
   */
  async waitForVerdict(
    id: string,
    options: WaitForVerdictOptions = {},
  ): Promise<DecidedSubmission> {
    const { timeoutMs = 60_000, maxPollMs = 2_000, signal } = options;
    const endsAt = Date.now() + timeoutMs;
    for (let delayMs = 100; ; delayMs = Math.min(delayMs * 1.5, maxPollMs)) {
      const submission = await this.get(id, { signal });
      const { verdict } = submission;
      if (verdict !== undefined && submission.status === 'decided')
        return { ...submission, verdict };
      const leftMs = endsAt - Date.now();
      if (leftMs <= 0) throw new AssayTimeout(`Submission ${id} is still ${submission.status}.`);
      await pause(Math.min(delayMs, leftMs), signal);
    }
  }
}

const pathOf = (id: string): string => `/v1/submissions/${encodeURIComponent(id)}`;
