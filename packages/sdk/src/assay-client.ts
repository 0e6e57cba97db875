import type { MeBody, OverviewBody } from '@assay/contracts';
import { Admin } from './admin.js';
import { Blacklist } from './blacklist.js';
import { Appeals, Referrals, Reports, Strikes } from './disputes.js';
import { Events } from './events.js';
import { Exams } from './exams.js';
import { GoldItems } from './gold-items.js';
import { Policies } from './policies.js';
import { Quality } from './quality.js';
import { Queues } from './queues.js';
import { defaultRetryPolicy } from './retry.js';
import { Reviewers } from './reviewers.js';
import { ReviewTasks } from './review-tasks.js';
import { Standards } from './standards.js';
import { Submissions } from './submissions.js';
import { Transport, type CallOptions } from './transport.js';
import { WebhookEndpoints } from './webhook-endpoints.js';

export interface AssayClientOptions {
  /** Where the gateway listens, e.g. `https://assay.example.com`. */
  readonly baseUrl: string;
  /** The tenant's API key. Without it the client relies on the session cookie of a browser. */
  readonly apiKey?: string;
  /** Default: the platform's own `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Longest wait for one answer. Default 30 000; `waitSeconds` comes on top. */
  readonly timeoutMs?: number;
  /** Repetitions after the first attempt. Default 4; 0 switches them off. */
  readonly retries?: number;
  /** First window of the jittered pause between attempts, doubled each time up to 8 s. Default 250. */
  readonly retryBaseMs?: number;
}

/**
 * Client of one tenant. Uses `fetch` and WebCrypto only: Node ≥ 20.19, browsers, edge runtimes.
 *
 * Calls that may be executed twice without harm are repeated after network errors, 429, 502, 503 and 504; all others
 * only after 429 or an overload refusal. `Retry-After` is honoured up to a minute.
 * Every call rejects with `AssayProblem` (the server refused) or `AssayConnectionError` (no answer came).
 *
 * @example
 * const client = new AssayClient({ baseUrl: 'http://127.0.0.1:3000', apiKey: process.env.ASSAY_API_KEY });
 * const { id } = await client.submissions.create({ scene: 'chat', parts: [{ text: 'Hello' }] });
 * const { verdict } = await client.submissions.waitForVerdict(id);
 */
export class AssayClient {
  readonly submissions: Submissions;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly events: Events;
  readonly blacklist: Blacklist;
  readonly policies: Policies;
  readonly reviewTasks: ReviewTasks;
  readonly queues: Queues;
  readonly standards: Standards;
  readonly goldItems: GoldItems;
  readonly exams: Exams;
  readonly reviewers: Reviewers;
  readonly quality: Quality;
  readonly appeals: Appeals;
  readonly reports: Reports;
  readonly strikes: Strikes;
  readonly referrals: Referrals;
  readonly admin: Admin;
  private readonly transport: Transport;

  constructor(options: AssayClientOptions) {
    this.transport = new Transport({
      baseUrl: options.baseUrl,
      apiKey: options.apiKey,
      // Browsers refuse a `fetch` that is called as a method of another object.
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      timeoutMs: options.timeoutMs ?? 30_000,
      retry: {
        ...defaultRetryPolicy,
        retries: options.retries ?? defaultRetryPolicy.retries,
        baseDelayMs: options.retryBaseMs ?? defaultRetryPolicy.baseDelayMs,
      },
    });
    this.submissions = new Submissions(this.transport);
    this.webhookEndpoints = new WebhookEndpoints(this.transport);
    this.events = new Events(this.transport);
    this.blacklist = new Blacklist(this.transport);
    this.policies = new Policies(this.transport);
    this.reviewTasks = new ReviewTasks(this.transport);
    this.queues = new Queues(this.transport);
    this.standards = new Standards(this.transport);
    this.goldItems = new GoldItems(this.transport);
    this.exams = new Exams(this.transport);
    this.reviewers = new Reviewers(this.transport);
    this.quality = new Quality(this.transport);
    this.appeals = new Appeals(this.transport);
    this.reports = new Reports(this.transport);
    this.strikes = new Strikes(this.transport);
    this.referrals = new Referrals(this.transport);
    this.admin = new Admin(this.transport);
  }

  /** Whose credential this is, in which tenant, and what it may do. */
  me(options: CallOptions = {}): Promise<MeBody> {
    return this.transport.json({ method: 'GET', path: '/v1/me', ...options, repeat: 'always' });
  }

  /** The tenant's last 24 hours in figures. Scope `overview:read`. */
  overview(options: CallOptions = {}): Promise<OverviewBody> {
    return this.transport.json({
      method: 'GET',
      path: '/v1/overview',
      ...options,
      repeat: 'always',
    });
  }
}
