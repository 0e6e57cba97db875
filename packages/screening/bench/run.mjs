// npm run build && npm run bench -w @assay/screening
// CPU time of one check: screen() and decide() on 500-character mixed text, with a policy of 10,000 terms, 20 patterns
// and two entity rules, and 10,000 blacklist entries. Rounds of ordinary texts and of texts with hits alternate.
import { cpus } from 'node:os';
import { decide, defaultRouting } from '@assay/domain';
import { BlacklistIndex, compilePolicy, screen } from '../dist/index.js';

const UNITS = 500;
const TEXTS = 200;
const ROUNDS = 15;
const random = xorshift(42);
const rareHanzi = () => String.fromCharCode(0x4e00 + (random() % 6000));
const terms = (count) =>
  Array.from({ length: count }, () =>
    Array.from({ length: 2 + (random() % 4) }, rareHanzi).join(''),
  );

const policyTerms = terms(10_000);
const compiled = compile(policyTerms);
const blacklist = fill(new BlacklistIndex(), terms(10_000));
const request = { compiled, blacklist, evaluatedAtMs: 1_000 };
const ordinary = Array.from({ length: TEXTS }, () => textOf([]));
const withHits = Array.from({ length: TEXTS }, () =>
  textOf([policyTerms[random() % 10_000], '13800138000']),
);

const samples = {
  'ordinary text': [],
  'text with two hits': [],
  'a text as short as a chat line': [],
};
for (let round = -3; round < ROUNDS; round++) {
  measure(round, 'ordinary text', ordinary);
  measure(round, 'text with two hits', withHits);
  measure(
    round,
    'a text as short as a chat line',
    ordinary.map((text) => text.slice(0, 30)),
  );
}
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}: CPU per submission, median of ${ROUNDS} rounds`,
);
for (const [name, all] of Object.entries(samples)) {
  all.sort((a, b) => a - b);
  console.log(`  ${name.padEnd(34)}${all[ROUNDS >> 1].toFixed(1).padStart(7)} µs`);
}

function measure(round, name, texts) {
  const start = process.cpuUsage();
  for (let again = 0; again < 5; again++) {
    for (const text of texts) {
      const submission = { tenantId: 't1', scene: 'chat', industry: null, parts: [{ text }] };
      decide(compiled.definition, screen({ ...request, submission }));
    }
  }
  const { user, system } = process.cpuUsage(start);
  if (round >= 0) samples[name].push((user + system) / texts.length / 5);
}

function compile(ruleTerms) {
  const base = { category: 'A.3.e', severity: 'medium', action: 'review' };
  const rules = [
    ...Array.from({ length: 100 }, (_, k) => ({
      ...base,
      id: `t${k}`,
      kind: 'term',
      terms: ruleTerms.slice(k * 100, k * 100 + 100),
    })),
    ...Array.from({ length: 20 }, (_, k) => ({
      ...base,
      id: `p${k}`,
      kind: 'pattern',
      pattern: `${terms(1)[0]}\\s*\\d+`,
    })),
    { ...base, id: 'contact', kind: 'entity', entities: ['phone', 'social_account'] },
    { ...base, id: 'link', kind: 'entity', entities: ['url', 'domain'] },
  ];
  const result = compilePolicy({ taxonomy: 'tc260-003@2024', rules, routing: defaultRouting });
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)));
  return result.compiled;
}

function fill(index, values) {
  const entries = values.map((value, k) => ({
    id: `e${k}`,
    tenantId: 't1',
    listId: null,
    kind: 'term',
    value,
    effect: 'block',
    category: 'A.3.e',
    severity: 'high',
    action: 'block',
    confidence: 1,
    scope: { scenes: [], industries: [] },
    state: 'active',
    validFromMs: 0,
    expiresAtMs: 9_999,
    version: k + 1,
  }));
  index.apply(entries, values.length);
  return index;
}

function textOf(insertions) {
  const words = [
    'today',
    'the',
    'weather',
    'is',
    'fine',
    'and',
    'we',
    'walk',
    '今天',
    '天气',
    '不错',
    '我们',
    '公园',
    '一起',
    '走走',
    '，',
    '。',
  ];
  let text = '';
  while (text.length < UNITS) {
    text += words[random() % words.length] + (random() % 4 ? '' : ' ');
    if (text.length > UNITS / 2 && insertions.length > 0) text += ` ${insertions.pop()} `;
  }
  return Buffer.from(text.slice(0, UNITS), 'utf16le').toString('utf16le');
}

function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
