import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import {
  ChangeWatcher,
  loadBlacklistSince,
  loadPoliciesSince,
  loadPolicyVersion,
  loadPublishedPolicies,
  loadSubscriptions,
  QueueStore,
  type ChangeName,
  type Database,
  type ReviewableSubmission,
} from '@assay/database';
import { settingsOf, type Evidence, type PolicyVersion, type QueueSettings } from '@assay/domain';
import {
  BlacklistIndex,
  screen,
  ScreenerCache,
  type ReadyPolicy,
  type RefusedEntry,
} from '@assay/screening';
import { DATABASE } from '../database.js';
import { failureEvidence } from '../envelopes/review-submission.js';

/**
 * What machine review goes by, in memory: every published policy compiled, the blacklist indexed, subscriptions,
 * and how queues work.
 * Follows committed changes at once when the relay works, within 250 ms when it does not.
 */
@Injectable()
export class LivePolicies implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(LivePolicies.name);
  private readonly policies: ScreenerCache;
  private readonly blacklist = new BlacklistIndex();
  /** Configured queues by tenant and name. */
  private queues: ReadonlyMap<string, QueueSettings> = new Map();
  /** Number of the last policy change that is in force here; `undefined` before the first load. */
  private policySeq: number | undefined;
  private readonly watcher: ChangeWatcher;
  private readonly firstLoad: Promise<void>;
  private finishFirstLoad: () => void = () => undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    const { manager } = database.dataSource;
    this.policies = new ScreenerCache({
      published: async () => (await loadPublishedPolicies(manager)).policies,
      version: (policyId, version) => loadPolicyVersion(manager, { policyId, version }),
    });
    this.firstLoad = new Promise((resolve) => {
      this.finishFirstLoad = resolve;
    });
    this.watcher = new ChangeWatcher({
      pool: database.pool,
      onChange: (names) => this.load(names),
      onError: (error) => this.logger.warn(`policies not refreshed: ${error.message}`),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.watcher.start();
    this.finishFirstLoad();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.watcher.stop();
  }

  /** Resolves once policies and blacklist are in memory; nothing may be reviewed before. */
  loaded(): Promise<void> {
    return this.firstLoad;
  }

  nudge(): void {
    this.watcher.nudge();
  }

  get blacklistVersion(): number {
    return this.blacklist.version;
  }

  /** The policy of the industry, or else the one of the scene. */
  policyFor(
    submission: Pick<ReviewableSubmission, 'tenantId' | 'scene' | 'industry'>,
  ): ReadyPolicy | undefined {
    return this.policies.find(submission);
  }

  queueSettings(tenantId: string, queue: string): QueueSettings {
    return this.queues.get(`${tenantId}/${queue}`) ?? settingsOf(queue, undefined);
  }

  /** Evidence of every detector; without a policy the evidence is that there is none. */
  screen(submission: ReviewableSubmission, evaluatedAtMs: number): readonly Evidence[] {
    const policy = this.policyFor(submission);
    if (policy === undefined)
      return failureEvidence('no_policy', `No policy covers the scene "${submission.scene}".`);
    return screen({
      compiled: policy.compiled,
      blacklist: this.blacklist,
      submission,
      evaluatedAtMs,
    });
  }

  private async load(names: readonly ChangeName[]): Promise<void> {
    const { manager } = this.database.dataSource;
    if (names.includes('policy')) await this.loadPolicies();
    if (names.includes('queue')) {
      const queues = await new QueueStore(manager).everywhere();
      this.queues = new Map(queues.map((q) => [`${q.tenantId}/${q.name}`, q.settings]));
    }
    if (names.includes('subscription')) {
      this.blacklist.setSubscriptions((await loadSubscriptions(manager)).subscriptions);
    }
    if (names.includes('blacklist')) {
      const { version, entries } = await loadBlacklistSince(manager, this.blacklist.version);
      for (const refused of this.blacklist.apply(entries, version)) this.reportRefused(refused);
    }
  }

  /** Retired versions go first: a policy whose next version was published in the same step stays in force. */
  private async loadPolicies(): Promise<void> {
    const { manager } = this.database.dataSource;
    const { version, policies } =
      this.policySeq === undefined
        ? await loadPublishedPolicies(manager)
        : await loadPoliciesSince(manager, this.policySeq);
    const published = policies.filter(({ state }) => state === 'published');
    for (const { policyId, state } of policies) {
      const replaced = published.some((other) => other.policyId === policyId);
      if (state === 'retired' && !replaced) this.policies.retire(policyId);
    }
    for (const policy of published) this.publish(policy);
    this.policySeq = version;
  }

  private publish(policy: PolicyVersion): void {
    const result = this.policies.publish(policy);
    if (result.ok) return;
    // Published by another release. What was in force before stays; without it the scene goes to people.
    this.logger.error({
      message: 'a published policy does not compile here',
      policyVersionId: policy.id,
    });
  }

  /** Proposed through another release: without it the entry has no effect, which its hit count will show. */
  private reportRefused({ entry, problem }: RefusedEntry): void {
    const reason = problem.detail;
    this.logger.error({
      message: 'a blacklist entry cannot be matched here',
      entryId: entry.id,
      reason,
    });
  }
}
