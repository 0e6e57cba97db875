import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { ChangeWatcher, type Database } from '@assay/database';
import { DATABASE } from '../database.js';
import { Rounds } from '../dispatch/rounds.js';

const quotaEveryMs = 2000;
/** A scene asked for in vain is looked up again after this long, so that a wrong client cannot flood the database. */
const askAgainAfterMs = 1000;

/**
 * What accepting needs to know about tenants, in memory: the scenes with a published policy, and quotas.
 * Scenes follow a publication within a poll interval (250 ms), quotas within 2 s.
 */
@Injectable()
export class TenantDirectory implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TenantDirectory.name);
  private scenes: ReadonlySet<string> = new Set();
  private quotas: ReadonlyMap<string, number> = new Map();
  private readonly askedAtMs = new Map<string, number>();
  private asking: Promise<void> | undefined;
  private readonly watcher: ChangeWatcher;
  private readonly quotaRounds: Rounds;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    const onError = (error: Error): void =>
      this.logger.warn(`tenants not refreshed: ${error.message}`);
    this.watcher = new ChangeWatcher({
      pool: database.pool,
      onChange: async (names) => {
        if (names.includes('policy')) await this.loadScenes();
      },
      onError,
    });
    this.quotaRounds = new Rounds({ everyMs: quotaEveryMs, run: () => this.loadQuotas(), onError });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.watcher.start();
    await this.loadQuotas();
    this.quotaRounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.watcher.stop(), this.quotaRounds.stop()]);
  }

  /** A relay event said that something changed. */
  nudge(): void {
    this.watcher.nudge();
  }

  /** Submissions a minute this tenant may send; `undefined` without a limit. */
  quotaOf(tenantId: string): number | undefined {
    return this.quotas.get(tenantId);
  }

  /** Whether a published policy covers the scene and industry. Answers from memory unless the answer is no. */
  hasPolicy(tenantId: string, scene: string, industry: string | null): boolean | Promise<boolean> {
    if (this.knows(tenantId, scene, industry)) return true;
    const key = sceneKey(tenantId, scene, industry ?? '');
    const now = Date.now();
    const answer = (): boolean => this.knows(tenantId, scene, industry);
    if (now - (this.askedAtMs.get(key) ?? 0) < askAgainAfterMs)
      return this.asking?.then(answer) ?? false;
    if (this.askedAtMs.size > 10_000) this.askedAtMs.clear();
    this.askedAtMs.set(key, now);
    return this.ask().then(answer);
  }

  /** One look-up at a time, whoever asks: made-up scene names must not become as many queries. */
  private ask(): Promise<void> {
    this.asking ??= this.loadScenes().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private knows(tenantId: string, scene: string, industry: string | null): boolean {
    if (this.scenes.has(sceneKey(tenantId, scene, ''))) return true;
    return industry !== null && this.scenes.has(sceneKey(tenantId, scene, industry));
  }

  private async loadScenes(): Promise<void> {
    const { rows } = await this.database.pool.query<{
      tenant_id: string;
      scene: string;
      industry: string;
    }>(
      `SELECT p.tenant_id, p.scene, p.industry FROM policy p
       JOIN policy_version v ON v.policy_id = p.id AND v.state = 'published'`,
    );
    this.scenes = new Set(rows.map((row) => sceneKey(row.tenant_id, row.scene, row.industry)));
  }

  private async loadQuotas(): Promise<void> {
    const { rows } = await this.database.pool.query<{ id: string; quota: number }>(
      'SELECT id, quota_per_minute AS quota FROM tenant WHERE quota_per_minute IS NOT NULL',
    );
    this.quotas = new Map(rows.map(({ id, quota }) => [id, quota]));
  }
}

// U+0000 is in no scene or industry, so no two keys run together.
const sceneKey = (tenantId: string, scene: string, industry: string): string =>
  `${tenantId}\0${scene}\0${industry}`;
