import { writeEvidence } from '../../lab/write-evidence.js';
import { parseClaimOptions } from './claim-options.js';
import { claimFailures, describeClaims } from './describe-claims.js';
import { runClaims } from './run-claims.js';

const parsed = parseClaimOptions(process.argv.slice(3));
if (parsed.ok) {
  const report = await runClaims(parsed.options, (line) => console.log(line));
  const text = describeClaims(report);
  console.log(text);
  writeEvidence(parsed.options.write, text, { script: 'bench' });
  process.exitCode = claimFailures(report).length === 0 ? 0 : 1;
} else {
  console.error(parsed.message);
  process.exitCode = 2;
}
