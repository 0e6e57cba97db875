import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParams, StatementBody, StatementQuery } from '@assay/contracts';
import type { DsaStatement, Principal, Statement } from '@assay/domain';
import type { FastifyReply } from 'fastify';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { StatementsService } from './statements.service.js';

@ApiTags('disputes')
@Controller('v1/submissions')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  @Get(':id/statement')
  @Needs('submissions:read')
  @Returns(200, StatementBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: StatementQuery }) query: StatementQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Statement | DsaStatement | string> {
    const answer = unwrap(await this.statements.find({ actor, id, query }));
    if (typeof answer === 'string') reply.header('content-type', 'text/plain; charset=utf-8');
    return answer;
  }
}
