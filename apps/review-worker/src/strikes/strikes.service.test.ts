import { DisputeTermsStore, StrikeStore } from '@assay/database';
import { defaultStrikeTerms } from '@assay/domain';
import { decidedSubmission, until, webhookSink } from '@assay/testing';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { WebhookStage } from '../testing/webhook-stage.js';
import { StrikesService } from './strikes.service.js';

let stage: WebhookStage;
let strikes: StrikesService;

beforeAll(async () => {
  Logger.overrideLogger(false);
  stage = await WebhookStage.open();
  strikes = new StrikesService(stage.database);
  strikes.onApplicationBootstrap();
});
afterAll(async () => {
  await strikes?.beforeApplicationShutdown();
  await stage?.close();
});

async function tenantWithStrikes(): Promise<string> {
  const tenantId = randomUUID();
  const terms = { ...defaultStrikeTerms, count: 2 };
  await stage.database.dataSource.transaction((manager) =>
    new DisputeTermsStore(manager, tenantId).putStrikeTerms(terms, 'lead'),
  );
  return tenantId;
}

test('the platform is told by webhook when an author reaches the limit', async () => {
  const sink = await webhookSink();
  const tenantId = await tenantWithStrikes();
  await stage.endpoint(sink.url, { tenantId, types: ['author.strikes_reached'] });
  await stage.sender();
  for (let made = 0; made < 3; made += 1) {
    await decidedSubmission(stage.database.pool, { tenantId, authorId: 'ann' });
  }
  const [received] = await sink.waitFor(1, { deadlineMs: 8000 });
  expect(JSON.parse(received?.body ?? '{}')).toMatchObject({
    type: 'author.strikes_reached',
    data: { author: { id: 'ann', weight: 2, strikes: 2, limit: 2 } },
  });
  await sink.close();
});

test('a tenant that fails holds up no other, and is tried again', async () => {
  const [bad, good] = (await Promise.all([tenantWithStrikes(), tenantWithStrikes()])).sort();
  const ofAuthor = (tenantId: string) =>
    new StrikeStore(stage.database.dataSource.manager, tenantId).ofAuthor('ann');
  const unusable = JSON.stringify({ ...defaultStrikeTerms, weights: null });
  await stage.database.pool.query('UPDATE dispute_terms SET strike = $2 WHERE tenant_id = $1', [
    bad,
    unusable,
  ]);
  for (const tenantId of [bad, good]) {
    await decidedSubmission(stage.database.pool, { tenantId: tenantId ?? '', authorId: 'ann' });
  }
  await until(async () => (await ofAuthor(good ?? '')).length === 1, {
    deadlineMs: 8000,
    what: 'the strike of the other tenant',
  });
  expect(await ofAuthor(bad ?? '')).toEqual([]);
  await stage.database.pool.query('UPDATE dispute_terms SET strike = $2 WHERE tenant_id = $1', [
    bad,
    JSON.stringify(defaultStrikeTerms),
  ]);
  await until(async () => (await ofAuthor(bad ?? '')).length === 1, {
    deadlineMs: 8000,
    what: 'the strike of the mended tenant',
  });
});

test('after stopping nothing is counted any more', async () => {
  await strikes.beforeApplicationShutdown();
  const tenantId = await tenantWithStrikes();
  await decidedSubmission(stage.database.pool, { tenantId, authorId: 'ann' });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const store = new StrikeStore(stage.database.dataSource.manager, tenantId);
  expect(await store.ofAuthor('ann')).toEqual([]);
});
