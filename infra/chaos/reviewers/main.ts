import { parseArgs } from 'node:util';
import { writeEvidence } from '../../lab/write-evidence.js';
import { describeReviewers, reviewerFailures } from './describe-reviewers.js';
import { runReviewers } from './run-reviewers.js';

const { values: flags } = parseArgs({
  args: process.argv.slice(3),
  options: {
    reviewers: { type: 'string', default: '50' },
    tasks: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    kills: { type: 'string', default: '6' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    write: { type: 'string' },
  },
});

const report = await runReviewers({
  reviewers: Number(flags.reviewers),
  tasks: Number(flags.tasks),
  seconds: Number(flags.seconds),
  kills: Number(flags.kills),
  seed: Number(flags.seed),
  say: (line) => console.log(line),
});
const text = `reviewers: ${flags.reviewers}, seats: ${flags.tasks}, seed: ${flags.seed}\n${describeReviewers(report)}`;
console.log(text);
writeEvidence(flags.write, text, { script: 'chaos' });
process.exitCode = reviewerFailures(report).length === 0 ? 0 : 1;
