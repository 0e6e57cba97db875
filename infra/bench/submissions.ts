import { parseArgs } from 'node:util';
import { closePool } from '@assay/database';
import pg from 'pg';
import { startPrivateStack, type PrivateStack } from '../lab/private-stack.js';
import { writeEvidence } from '../lab/write-evidence.js';
import { Receiver } from './children.js';
import { durabilityLine, machineLine } from './machine.js';
import { decisionQuantiles, measurePaced, measureSustained } from './measure.js';
import { startNaive } from './naive/start-naive.js';
import { Report } from './report.js';
import { benchBodies, prepareTarget, type BenchTarget } from './target.js';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '400' },
    paced: { type: 'string', default: '30' },
    'naive-seconds': { type: 'string', default: '30' },
    write: { type: 'string' },
  },
});
const report = new Report();
const stack = await startPrivateStack({ queue: 'redis' });
const receiver = await Receiver.start();
const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
try {
  await run(stack);
} finally {
  await closePool(pool);
  receiver.stop();
  await stack.stop();
}
writeEvidence(flags.write, report.markdown(), { script: 'bench' });

async function run(product: PrivateStack): Promise<void> {
  report.line(`machine: ${machineLine()}`);
  report.line(await durabilityLine(pool));
  const terms = await prepareTarget(product, receiver.port);
  const bodies = benchBodies(terms);
  const target: BenchTarget = {
    name: 'assay',
    baseUrl: product.baseUrl,
    apiKey: product.apiKey,
    undecidedSql: 'SELECT count(*) FROM outbox',
    pids: () => ({
      gateway: product.gateways[0]?.pid,
      worker: product.worker.pid,
      PostgreSQL: product.postgres.pid,
      Redis: product.redis?.pid,
      receiver: receiver.pid,
    }),
  };
  const plan = { url: target.baseUrl, apiKey: target.apiKey, bodies, path: '/v1/submissions' };
  const paced = { ...plan, connections: 16, perSecond: 50, seconds: Number(flags.paced) };

  report.section('A trickle of 50 submissions a second');
  report.paced('accepted (202 received)', await measurePaced(paced));
  report.paced('decided (client, Prefer: wait)', await measurePaced({ ...paced, waitSeconds: 10 }));
  report.paced(
    'decided (database: stored to verdict or task)',
    await decisionQuantiles(pool, 2 * paced.seconds),
  );

  report.section('Full load, one submission a request');
  await measureSustained(
    target,
    { ...plan, connections: Number(flags.connections), seconds: 5 },
    { pool },
  );
  const single = await measureSustained(
    target,
    { ...plan, connections: Number(flags.connections), seconds: Number(flags.seconds) },
    { pool },
  );
  report.sustained(single);

  report.section('Full load, 100 submissions a request (batch endpoint)');
  report.sustained(
    await measureSustained(
      target,
      {
        ...plan,
        path: '/v1/submission-batches',
        bodies: inBatches(bodies),
        connections: 4,
        seconds: 15,
      },
      { pool, itemsPerRequest: 100 },
    ),
  );

  const naiveSeconds = Number(flags['naive-seconds']);
  if (naiveSeconds === 0) return;
  report.section('The naive variant: Nest on Express, TypeORM save, one job per item');
  for (const gateway of product.gateways) await gateway.stop();
  await product.worker.stop();
  const naive = await startNaive(product, receiver);
  try {
    const rival = await measureSustained(
      naive,
      { ...plan, url: naive.baseUrl, connections: 32, seconds: naiveSeconds },
      { pool },
    );
    report.sustained(rival);
    report.line(`ratio assay : naive = ${(single.donePerSecond / rival.donePerSecond).toFixed(1)}`);
  } finally {
    await naive.stop();
  }
}

function inBatches(bodies: readonly string[]): string[] {
  const batches: string[] = [];
  for (let start = 0; start + 100 <= bodies.length; start += 100) {
    batches.push(`{"items":[${bodies.slice(start, start + 100).join(',')}]}`);
  }
  return batches;
}
