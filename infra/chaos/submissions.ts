import { parseArgs } from 'node:util';
import { writeEvidence } from '../lab/write-evidence.js';
import { describeChaos, failuresOf } from './describe-chaos.js';
import { runChaos } from './run-chaos.js';

const { values: flags } = parseArgs({
  options: {
    clients: { type: 'string', default: '24' },
    accepted: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '60' },
    outage: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    write: { type: 'string' },
  },
});

const report = await runChaos({
  clients: Number(flags.clients),
  minimumAccepted: Number(flags.accepted),
  kills: Number(flags.kills),
  outageSeconds: Number(flags.outage),
  seed: Number(flags.seed),
  say: (line) => console.log(line),
});
const text = `seed: ${flags.seed}\n${describeChaos(report)}`;
console.log(text);
writeEvidence(flags.write, text, { script: 'chaos' });
process.exitCode = failuresOf(report).length === 0 ? 0 : 1;
