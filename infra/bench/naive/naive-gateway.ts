import 'reflect-metadata';
import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Inject,
  Module,
  Post,
  UnauthorizedException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Queue } from 'bullmq';
import { createHash, createHmac } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { CreateSubmission } from '@assay/contracts';
import {
  ApiKeyEntity,
  connectDatabase,
  IdempotencyEntity,
  SecretBox,
  SubmissionEntity,
  type Database,
} from '@assay/database';
import { naiveQueue, redisOptions, required } from './naive-environment.js';

// What a straightforward Nest project would do: Express, a look-up of the key per request, one transaction with two
// `save`s per submission, one job per submission. The same tables, durability and checks as the product.
const database = await connectDatabase({
  url: required('DATABASE_URL'),
  poolSize: 16,
  applicationName: 'naive-gateway',
});
const queue = new Queue(naiveQueue, { connection: redisOptions(required('REDIS_URL')) });
const pepper = new SecretBox(required('ASSAY_SECRET_KEY')).deriveKey(required('NAIVE_KEY_PURPOSE'));

@Controller('v1')
class NaiveController {
  constructor(@Inject('database') private readonly database: Database) {}

  @Post('submissions')
  @HttpCode(202)
  async create(@Headers() headers: Record<string, string>, @Body() body: unknown): Promise<object> {
    const tenantId = await this.authenticate(headers['authorization'] ?? '');
    const parsed = CreateSubmission.parse(body);
    const submission = Object.assign(new SubmissionEntity(), {
      id: uuidv7(),
      tenantId,
      scene: parsed.scene,
      industry: parsed.industry ?? null,
      parts: parsed.parts,
      context: parsed.context ?? {},
      authorId: parsed.authorId ?? null,
      externalId: parsed.externalId ?? null,
      metadata: parsed.metadata ?? {},
    });
    await this.database.dataSource.transaction(async (manager) => {
      await manager.save(submission);
      await manager.save(
        Object.assign(new IdempotencyEntity(), {
          tenantId,
          key: headers['idempotency-key'] ?? submission.id,
          submissionId: submission.id,
          bodyHash: createHash('sha256').update(JSON.stringify(parsed)).digest(),
        }),
      );
    });
    await queue.add('review', { id: submission.id }, { removeOnComplete: true, attempts: 10 });
    return { id: submission.id, status: 'accepted' };
  }

  private async authenticate(authorization: string): Promise<string> {
    const secretHash = createHmac('sha256', pepper)
      .update(authorization.replace(/^Bearer /, ''))
      .digest();
    const key = await this.database.dataSource
      .getRepository(ApiKeyEntity)
      .findOneBy({ secretHash });
    if (key === null) throw new UnauthorizedException();
    return key.tenantId;
  }
}

@Module({
  controllers: [NaiveController],
  providers: [{ provide: 'database', useValue: database }],
})
class NaiveModule {}

const app = await NestFactory.create<NestExpressApplication>(NaiveModule, { logger: ['error'] });
app.useBodyParser('json', { limit: '1mb' });
await app.listen(Number(required('PORT')), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
