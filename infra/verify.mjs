// `npm run verify`: everything that can be checked without running the product. One line a step.
import {
  runQuietly,
  installDependencies,
  say,
  seconds,
  useProjectEnvironment,
} from './prepare.mjs';
import { pathToFileURL } from 'node:url';

const steps = [
  ['format', ['prettier', '--check', '--log-level=warn', '.']],
  ['lint', ['oxlint', '--type-aware', '--deny-warnings', '--format=unix']],
  ['boundaries', ['turbo', 'boundaries']],
  ['dead code', ['knip', '--no-progress']],
  ['doc references', ['node', 'infra/dist/verify/cli.js', 'doc-references']],
  ['code shape', ['node', 'infra/dist/verify/cli.js', 'code-shape']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['types of the console', ['tsc', '-p', 'apps/console']],
  ['types of the stories', ['tsc', '-p', 'apps/e2e']],
];

/** Runs all steps, two at a time, and returns how many passed and failed. */
export async function verify() {
  await runQuietly(['turbo', 'build', '--filter=@assay/infra', '--output-logs=errors-only']);
  const waiting = [...steps];
  const count = { passed: 0, failed: 0 };
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const isPassed = await runStep(step);
      count[isPassed ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all([work(), work()]);
  return count;
}

async function runStep([name, command]) {
  const startedAt = Date.now();
  try {
    await runQuietly(command);
    say(`verify: ${name.padEnd(21)} ok      ${seconds(startedAt)}`);
    return true;
  } catch (error) {
    say(`verify: ${name.padEnd(21)} FAILED  ${seconds(startedAt)}\n${error.message}`);
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  useProjectEnvironment();
  await installDependencies('verify:');
  const startedAt = Date.now();
  const { failed } = await verify();
  say(failed === 0 ? `verify: all ok, ${seconds(startedAt)}` : `verify: ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
