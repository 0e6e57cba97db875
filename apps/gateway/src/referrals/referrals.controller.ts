import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  IdParams,
  IncidentBundleBody,
  ListQuery,
  type Page,
  ReferralBody,
  ReferralPage,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ReferralsService } from './referrals.service.js';

@ApiTags('disputes')
@Controller('v1/referrals')
export class ReferralsController {
  constructor(private readonly referrals: ReferralsService) {}

  @Get()
  @Needs('reviews:manage')
  @Returns(200, ReferralPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<ReferralBody>> {
    return unwrap(await this.referrals.list(actor, query));
  }

  @Get(':id/bundle')
  @Needs('reviews:manage')
  @Header('cache-control', 'no-store')
  @Returns(200, IncidentBundleBody)
  async bundle(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<IncidentBundleBody> {
    return unwrap(await this.referrals.bundle(actor, id));
  }
}
