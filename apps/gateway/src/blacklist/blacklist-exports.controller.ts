import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { ExportQuery } from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { fileExtensions, mediaTypes } from '@assay/exchange';
import type { FastifyReply } from 'fastify';
import { Actor, Needs } from '../access/needs.js';
import { Returns } from '../http/returns.js';
import { BlacklistExportsService } from './blacklist-exports.service.js';

/** Entries as a file that others can read. */
@ApiTags('blacklist')
@Controller('v1/blacklist-exports')
export class BlacklistExportsController {
  constructor(private readonly exports: BlacklistExportsService) {}

  @Get()
  @Needs('blacklist:read')
  @Returns(200)
  @ApiProduces(...new Set(Object.values(mediaTypes)))
  async export(
    @Actor() actor: Principal,
    @Query({ schema: ExportQuery }) query: ExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { format } = query;
    const text = await this.exports.text(actor, query);
    await reply
      .header('content-type', mediaTypes[format])
      .header('content-disposition', `attachment; filename="blacklist.${fileExtensions[format]}"`)
      .send(text);
  }
}
