import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
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
if (flags.write !== undefined) {
  const file = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)), flags.write);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
process.exitCode = failuresOf(report).length === 0 ? 0 : 1;
