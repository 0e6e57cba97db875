import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParams, ReopenedCluster, ReviewClusters } from '@assay/contracts';
import { clusterChecks, readAsTenant, reopenCluster, type Database } from '@assay/database';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { DATABASE } from '../database.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';

/** Newest clusters a lead looks at. */
const limit = 200;

/** What became of rulings that settled several tasks at once. */
@ApiTags('review tasks')
@Controller('v1/review-clusters')
export class ReviewClustersController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Needs('reviews:read')
  @Returns(200, ReviewClusters)
  async list(@Actor() { tenantId }: Principal): Promise<ReviewClusters> {
    const checks = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      clusterChecks(manager, { tenantId, limit }),
    );
    return {
      items: checks.map(({ category, ruledAt, ...check }) => ({
        ...check,
        ...(category === null ? {} : { category }),
        ruledAt: ruledAt.toISOString(),
      })),
    };
  }

  /** Every submission of the cluster goes to people again, one by one. */
  @Post(':id/reopen')
  @Needs('reviews:manage')
  @Returns(200, ReopenedCluster)
  async reopen(
    @Actor() { tenantId, id: actor }: Principal,
    @Param({ schema: IdParams }) { id: clusterId }: IdParams,
  ): Promise<ReopenedCluster> {
    return unwrap(
      await this.database.dataSource.transaction((manager) =>
        reopenCluster(manager, { tenantId, clusterId, actor }),
      ),
    );
  }
}
