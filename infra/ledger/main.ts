import path from 'node:path';
import pg from 'pg';
import { verifyLedger, type LedgerOptions } from '@assay/database';
import type { Lane } from '@assay/domain';
import { chooseBackend, EnvelopePublisher } from '@assay/queue';
import { readRunFile } from '../start/run-file.js';

// `npm run verify:ledger`: the invariants of docs/architecture.md on a running stack, found through DATABASE_URL or
// DATA_DIR. Exit code 1 when one does not hold, 2 when there is nothing to look at.
const dataDir = path.resolve(process.env['DATA_DIR'] || '.data');
const run = readRunFile(dataDir);
const databaseUrl = process.env['DATABASE_URL'] || run?.databaseUrl;
if (databaseUrl === undefined) {
  console.error(`No stack runs on ${dataDir}, and DATABASE_URL is not set. Run "npm start" first.`);
  process.exit(2);
}

const redisUrl = process.env['REDIS_URL'] || run?.redisUrl;
const pool = new pg.Pool({
  connectionString: databaseUrl,
  max: 2,
  options: '-c role=assay_service',
});
const publisher = new EnvelopePublisher(chooseBackend({ redisUrl, databaseUrl }), () => undefined);

const findings = await verifyLedger(pool, { unknownEnvelopes });
for (const { name, examined, violations, samples } of findings) {
  const mark = violations === 0 ? 'ok  ' : 'FAIL';
  console.log(`${mark} ${name}: ${examined} rows examined, ${violations} violations`);
  for (const sample of samples) console.log(`       ${sample}`);
}
const violations = findings.reduce((sum, finding) => sum + finding.violations, 0);
const examined = findings.reduce((sum, finding) => sum + finding.examined, 0);
console.log(`${findings.length} invariants, ${examined} rows examined, ${violations} violations`);
await publisher.close();
await pool.end();
process.exit(violations === 0 ? 0 : 1);

function unknownEnvelopes(
  ...[lane, ids]: Parameters<NonNullable<LedgerOptions['unknownEnvelopes']>>
): Promise<readonly string[]> {
  return publisher.unknown(lane as Lane, ids);
}
