// `npm test`, from nothing: dependencies, system packages, build, verify, every test, and one closing line.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  buildWorkspaces,
  installDependencies,
  root,
  say,
  useProjectEnvironment,
} from './prepare.mjs';
import { installSystemPackages } from './system-packages.mjs';

// Well above a full run; a hanging test must fail the run, not the machine that waits for it.
const testDeadlineMs = 60 * 60 * 1000;

const count = { passed: 0, failed: 0, skipped: 0 };
try {
  useProjectEnvironment();
  await installDependencies('[1/5]');
  await installSystemPackages('[2/5]');
  await buildWorkspaces('[3/5]');
  say('[4/5] verify');
  const { verify } = await import('./verify.mjs');
  add(await verify());
  say('[5/5] tests');
  add(await runTests());
} catch (error) {
  console.error(error.isExpected ? error.message : error);
  add({ failed: 1 });
}
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
say(`\n${count.passed} passed, ${count.failed} failed${skipped}`);
process.exit(count.failed === 0 && count.passed > 0 ? 0 : 1);

function add({ passed = 0, failed = 0, skipped: left = 0 }) {
  count.passed += passed;
  count.failed += failed;
  count.skipped += left;
}

async function runTests() {
  const report = path.join(root, 'node_modules/.cache/assay/tests.json');
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--ci', '--maxWorkers=2', '--json', `--outputFile=${report}`];
  const code = await new Promise((resolve, reject) => {
    const args = [
      '--experimental-vm-modules',
      '--no-warnings',
      jest,
      ...flags,
      ...process.argv.slice(2),
    ];
    // The report goes to the file; what Jest shows while it works goes to standard error.
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const deadline = setTimeout(() => child.kill('SIGKILL'), testDeadlineMs);
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      clearTimeout(deadline);
      resolve(exitCode ?? signal);
    });
  });
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    // Jest may fail without a failed test (a setup that threw, an open handle).
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}
