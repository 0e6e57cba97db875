import { Inject, Injectable } from '@nestjs/common';
import type { QueueLoadPage, QueuePage, StandardNews } from '@assay/contracts';
import {
  caresOf,
  keepPresence,
  readAsTenant,
  ReviewDeskStore,
  StandardStore,
  tenantLoad,
  type Database,
} from '@assay/database';
import type { Care } from '@assay/domain';
import { DATABASE } from '../database.js';
import { queueBody } from '../review-tasks/review-task-body.js';
import { loadPage } from './load-body.js';
import { Paced } from './paced.js';

/** `seats` are told to those who may not know that a panel disagreed. */
export interface CountedQueues {
  readonly exact: QueuePage;
  readonly seats: QueuePage;
}

/** Figures about the queues of a tenant. Whoever asks, they are counted at a pace that the database hardly notices. */
@Injectable()
export class QueueFigures {
  private readonly pacedQueues = new Paced((tenantId) => this.countQueues(tenantId));
  private readonly pacedLoad = new Paced((tenantId) => this.readLoad(tenantId));

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Exact counts, see `coarseCounts`. Gold tasks count like others, so that counts give nothing away. */
  queues(tenantId: string): Promise<CountedQueues> {
    return this.pacedQueues.read(tenantId);
  }

  load(tenantId: string): Promise<QueueLoadPage> {
    return this.pacedLoad.read(tenantId);
  }

  /** The exposure meters of people. */
  care(tenantId: string, actors: readonly string[]): Promise<ReadonlyMap<string, Care>> {
    return readAsTenant(this.database.dataSource, tenantId, (manager) =>
      caresOf(manager, { tenantId, actors }),
    );
  }

  /** Says that these people are at their desks. */
  keepPresent(tenantId: string, actors: readonly string[]): Promise<void> {
    return keepPresence(this.database.dataSource.manager, { tenantId, actors });
  }

  standards(tenantId: string): Promise<readonly StandardNews[]> {
    return readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new StandardStore(manager, tenantId).publishedVersions(),
    );
  }

  private async countQueues(tenantId: string): Promise<CountedQueues> {
    const counts = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new ReviewDeskStore(manager).queues(tenantId),
    );
    return {
      exact: { items: counts.all.map(queueBody) },
      seats: { items: counts.withoutArbiters.map(queueBody) },
    };
  }

  private async readLoad(tenantId: string): Promise<QueueLoadPage> {
    return loadPage(await tenantLoad(this.database.dataSource, tenantId));
  }
}
