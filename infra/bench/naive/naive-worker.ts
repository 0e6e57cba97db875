import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Worker } from 'bullmq';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  AuditEntryEntity,
  auditLeaf,
  connectDatabase,
  DecisionEntity,
  DeliveryEntity,
  EventEntity,
  loadPublishedPolicies,
  ReviewCaseEntity,
  ReviewTaskEntity,
  SubmissionEntity,
  VerdictEntity,
  WebhookEndpointEntity,
} from '@assay/database';
import {
  claimKeyFor,
  decide,
  singleReviewer,
  taskRankMs,
  verdictOutcome,
  type Decision,
  type Evidence,
} from '@assay/domain';
import { engineVersion } from '@assay/matching';
import { BlacklistIndex, screen, ScreenerCache } from '@assay/screening';
import { naiveQueue, redisOptions, required } from './naive-environment.js';

// One job, one submission: load, screen and decide with the product's own engine and policy, then one transaction of
// `save`s, then the webhook by fetch. Sixteen jobs at a time.
const concurrency = 16;
const database = await connectDatabase({
  url: required('DATABASE_URL'),
  poolSize: concurrency,
  applicationName: 'naive-worker',
});
const { manager } = database.dataSource;
const policies = new ScreenerCache({
  published: async () => (await loadPublishedPolicies(manager)).policies,
  version: () => Promise.resolve(undefined),
});
await policies.refresh();
const blacklist = new BlacklistIndex();

async function review(id: string): Promise<void> {
  const submission = await manager.findOneByOrFail(SubmissionEntity, { id });
  const policy = policies.find(submission);
  if (policy === undefined) throw new Error('The bench scene has no policy.');
  const evidence = screen({
    compiled: policy.compiled,
    blacklist,
    submission,
    evaluatedAtMs: Date.now(),
  });
  const decision = decide(policy.version.definition, evidence);
  const outcome = verdictOutcome(decision);
  const sent = await database.dataSource.transaction(async (transaction) => {
    await saveDecision(transaction, { submission, decision, evidence, policyVersion: policy.name });
    if (outcome === undefined) {
      await saveTask(transaction, submission, decision);
      return [];
    }
    return saveVerdict(transaction, { submission, decision, outcome, policyVersion: policy.name });
  });
  for (const delivery of sent) await deliver(delivery);
}

async function saveDecision(
  transaction: EntityManager,
  result: {
    readonly submission: SubmissionEntity;
    readonly decision: Decision;
    readonly evidence: readonly Evidence[];
    readonly policyVersion: string;
  },
): Promise<void> {
  await transaction.save(
    Object.assign(new DecisionEntity(), {
      submissionId: result.submission.id,
      round: 1,
      tenantId: result.submission.tenantId,
      outcome: result.decision.outcome,
      severity: result.decision.severity,
      reasons: result.decision.reasons,
      measures: result.decision.measures,
      evidence: result.evidence,
      policyVersionId: null,
      policyVersion: result.policyVersion,
      blacklistVersion: '0',
      engineVersion,
      evaluatedAt: new Date(),
    }),
  );
}

async function saveTask(
  transaction: EntityManager,
  submission: SubmissionEntity,
  decision: Decision,
): Promise<void> {
  const { id: submissionId, tenantId } = submission;
  const shared = {
    tenantId,
    submissionId,
    subjectId: submissionId,
    purpose: 'first_review',
    state: 'open',
    decisionRound: 1,
    queue: 'bench',
  };
  const reviewCase = Object.assign(new ReviewCaseEntity(), {
    ...shared,
    id: uuidv7(),
    panel: singleReviewer,
  });
  await transaction.save(reviewCase);
  const dueAtMs = Date.now() + 3_600_000;
  const { severity } = decision;
  const category = decision.reasons[0]?.category ?? 'system';
  const claimKey = claimKeyFor({ queue: shared.queue, category, language: 'zh', severity });
  await transaction.save(
    Object.assign(new ReviewTaskEntity(), {
      ...shared,
      id: uuidv7(),
      caseId: reviewCase.id,
      category,
      severity,
      claimKey,
      homeKey: claimKey,
      rank: new Date(taskRankMs(dueAtMs, severity)),
      dueAt: new Date(dueAtMs),
      undoSeconds: 10,
    }),
  );
}

interface Outgoing {
  readonly delivery: DeliveryEntity;
  readonly url: string;
  readonly body: string;
}

async function saveVerdict(
  transaction: EntityManager,
  {
    submission,
    decision,
    outcome,
    policyVersion,
  }: {
    readonly submission: SubmissionEntity;
    readonly decision: Decision;
    readonly outcome: 'pass' | 'block' | 'restrict';
    readonly policyVersion: string;
  },
): Promise<Outgoing[]> {
  const eventId = uuidv7();
  const { id: submissionId, tenantId } = submission;
  const shared = { submissionId, tenantId, revision: 1 };
  const verdict = {
    outcome,
    cause: 'first_review',
    decidedBy: 'machine',
    reasons: decision.reasons,
    policyVersion,
  };
  await transaction.save(
    Object.assign(new VerdictEntity(), {
      ...shared,
      ...verdict,
      measures: decision.measures,
      blacklistVersion: '0',
      engineVersion,
      supersedes: null,
      taskId: null,
      actor: null,
      eventId,
    }),
  );
  const payload = {
    id: eventId,
    type: 'verdict.created',
    data: { submissionId, verdict: { ...verdict, revision: 1 } },
  };
  await transaction.save(
    Object.assign(new EventEntity(), {
      ...shared,
      id: eventId,
      xid: '0',
      type: payload.type,
      payload,
    }),
  );
  const record = {
    tenantId,
    actor: 'machine',
    action: payload.type,
    subjectType: 'submission',
    subjectId: submissionId,
    detail: { revision: 1, outcome, cause: 'first_review' },
  };
  await transaction.save(
    Object.assign(new AuditEntryEntity(), { ...record, ...auditLeaf(record, randomBytes(16)) }),
  );
  const endpoints = await transaction.findBy(WebhookEndpointEntity, { tenantId });
  const outgoing: Outgoing[] = [];
  for (const { id: endpointId, url } of endpoints) {
    const delivery = Object.assign(new DeliveryEntity(), {
      id: uuidv7(),
      eventId,
      endpointId,
      tenantId,
      state: 'pending',
      attempts: 0,
      nextAttemptAt: new Date(),
      attemptLog: [],
    });
    await transaction.save(delivery);
    outgoing.push({ delivery, url, body: JSON.stringify(payload) });
  }
  return outgoing;
}

async function deliver({ delivery, url, body }: Outgoing): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'webhook-id': delivery.eventId },
    body,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`The receiver answered ${response.status}.`);
  await manager.save(
    Object.assign(delivery, { state: 'delivered', attempts: 1, finishedAt: new Date() }),
  );
}

new Worker<{ id: string }>(naiveQueue, ({ data }) => review(data.id), {
  connection: redisOptions(required('REDIS_URL')),
  concurrency,
}).on('failed', (_job, error) => console.error(error));
createServer((_request, response) => response.writeHead(200).end()).listen(
  Number(required('WORKER_PORT')),
  '127.0.0.1',
);
process.on('SIGTERM', () => process.exit(0));
