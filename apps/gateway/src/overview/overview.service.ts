import { Inject, Injectable } from '@nestjs/common';
import type { OverviewBody } from '@assay/contracts';
import {
  countWaiting,
  OverviewStore,
  readAsTenant,
  readChangeCounters,
  type Database,
  type Overview,
} from '@assay/database';
import type { Principal } from '@assay/domain';
import { DATABASE } from '../database.js';

/** The last 24 hours of one tenant. */
@Injectable()
export class OverviewService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async read({ tenantId }: Principal): Promise<OverviewBody> {
    const nowMs = Date.now();
    const { manager } = this.database.dataSource;
    const [read, queue, counters] = await Promise.all([
      readAsTenant(this.database.dataSource, tenantId, async (asTenant) => {
        const store = new OverviewStore(asTenant);
        return {
          overview: await store.read(tenantId, nowMs),
          webhooks: await store.webhooks(tenantId, nowMs),
        };
      }),
      countWaiting(manager, tenantId),
      readChangeCounters(manager),
    ]);
    const oldest = earliest(read.overview.oldestUndecidedAt, queue.oldestAt);
    return {
      at: new Date(nowMs).toISOString(),
      ...bodyOf(read.overview),
      waiting: queue.waiting,
      ...(oldest === null ? {} : { oldestUndecidedAt: oldest.toISOString() }),
      webhooks: read.webhooks,
      blacklistVersion: counters.blacklist,
    };
  }
}

type OverviewPart = Omit<OverviewBody, 'at' | 'waiting' | 'webhooks' | 'blacklistVersion'>;

function bodyOf(overview: Overview): OverviewPart {
  const { oldestUndecidedAt: _, medianDecisionMs, ...counts } = overview;
  return {
    ...counts,
    ...(medianDecisionMs === null ? {} : { medianDecisionMs }),
    outcomes: [...overview.outcomes],
    hours: overview.hours.map((hour) => ({ ...hour, hour: hour.hour.toISOString() })),
    topRules: overview.topRules.map(({ entry, ...rule }) =>
      entry === null ? rule : { ...rule, entry },
    ),
    models: [...overview.models],
  };
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
