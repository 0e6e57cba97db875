import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  AccuracyBody,
  AccuracyQuery,
  AgreementQuery,
  AgreementReportBody,
  LabelBody,
  LabelQuery,
  MachineQualityBody,
  MachineQualityQuery,
  OwnQualityBody,
  ReversalBody,
  ReversalQuery,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import type { FastifyReply } from 'fastify';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { LabelsService } from './labels.service.js';
import { QualityService } from './quality.service.js';

/** How good machine review and people are. */
@ApiTags('quality')
@Controller('v1/quality')
export class QualityController {
  constructor(
    private readonly quality: QualityService,
    private readonly labels: LabelsService,
  ) {}

  @Get('machine')
  @Needs('quality:read')
  @Returns(200, MachineQualityBody)
  machine(
    @Actor() actor: Principal,
    @Query({ schema: MachineQualityQuery }) query: MachineQualityQuery,
  ): Promise<MachineQualityBody> {
    return this.quality.machine(actor, query);
  }

  @Get('agreement')
  @Needs('quality:read')
  @Returns(200, AgreementReportBody)
  agreement(
    @Actor() actor: Principal,
    @Query({ schema: AgreementQuery }) query: AgreementQuery,
  ): Promise<AgreementReportBody> {
    return this.quality.agreement(actor, query);
  }

  @Get('accuracy')
  @Needs('quality:read')
  @Returns(200, AccuracyBody)
  accuracy(
    @Actor() actor: Principal,
    @Query({ schema: AccuracyQuery }) query: AccuracyQuery,
  ): Promise<AccuracyBody> {
    return this.quality.accuracy(actor, query);
  }

  @Get('reversals')
  @Needs('quality:read')
  @Returns(200, ReversalBody)
  reversals(
    @Actor() actor: Principal,
    @Query({ schema: ReversalQuery }) query: ReversalQuery,
  ): Promise<ReversalBody> {
    return this.quality.reversals(actor, query);
  }

  @Get('labels')
  @Needs('quality:read')
  @ApiProduces('application/x-ndjson')
  @Returns(200, LabelBody)
  async export(
    @Actor() actor: Principal,
    @Query({ schema: LabelQuery }) query: LabelQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = unwrap(await this.labels.export(actor, query));
    await reply.header('content-type', 'application/x-ndjson; charset=utf-8').send(lines);
  }

  @Get('mine')
  @Needs('reviews:work')
  @Returns(200, OwnQualityBody)
  mine(@Actor() actor: Principal): Promise<OwnQualityBody> {
    return this.quality.mine(actor);
  }
}
