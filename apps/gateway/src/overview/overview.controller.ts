import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OverviewBody } from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { Returns } from '../http/returns.js';
import { OverviewService } from './overview.service.js';

/** What happened at the caller's tenant during the last 24 hours. */
@ApiTags('overview')
@Controller('v1/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  @Needs('overview:read')
  @Returns(200, OverviewBody)
  read(@Actor() actor: Principal): Promise<OverviewBody> {
    return this.overview.read(actor);
  }
}
