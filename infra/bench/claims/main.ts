import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseClaimOptions } from './claim-options.js';
import { claimFailures, describeClaims } from './describe-claims.js';
import { runClaims } from './run-claims.js';

const parsed = parseClaimOptions(process.argv.slice(3));
if (parsed.ok) {
  const report = await runClaims(parsed.options, (line) => console.log(line));
  const text = describeClaims(report);
  console.log(text);
  if (parsed.options.write !== undefined) {
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    const file = path.resolve(root, parsed.options.write);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  process.exitCode = claimFailures(report).length === 0 ? 0 : 1;
} else {
  console.error(parsed.message);
  process.exitCode = 2;
}
