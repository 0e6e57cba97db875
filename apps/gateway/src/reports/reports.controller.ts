import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateReport,
  IdParams,
  type Page,
  ReportBody,
  ReportListQuery,
  ReportPage,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from '../queues/changes-reviews.js';
import { ReportsService } from './reports.service.js';

@ApiTags('disputes')
@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Post()
  @Needs('reports:write')
  @ChangesReviews()
  @Returns(201, ReportBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateReport }) body: CreateReport,
  ): Promise<ReportBody> {
    return unwrap(await this.reports.lodge(actor, body));
  }

  @Get()
  @Needs('appeals:read')
  @Returns(200, ReportPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ReportListQuery }) query: ReportListQuery,
  ): Promise<Page<ReportBody>> {
    return unwrap(await this.reports.list(actor, query));
  }

  @Get(':id')
  @Needs('appeals:read')
  @Returns(200, ReportBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ReportBody> {
    return unwrap(await this.reports.find(actor, id));
  }
}
