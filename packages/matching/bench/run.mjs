// npm run build && npm run bench -w @assay/matching
// Median CPU time per text, all candidates interleaved in one run. Absolute figures depend on the machine and the day;
// compare the ratios. The rivals find exact terms only: no folding, no gaps, no word boundaries.
import { cpus } from 'node:os';
import AhoCorasick from 'modern-ahocorasick';
import { Mint } from 'mint-filter';
import {
  FoldedText,
  PatternMatcher,
  TermIndex,
  compilePattern,
  findEntities,
} from '../dist/index.js';
import { findTermsNaively } from '../dist/naive.js';
import { corpus, interleaved } from './corpus.mjs';

const UNITS = 500;
const TEXTS = 200;
const budget = { budget: Number.MAX_SAFE_INTEGER };

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${UNITS}-character mixed texts`,
);
for (const count of [1_000, 10_000, 100_000]) compareTermSearch(count);
measureParts();
measureChanges();

function compareTermSearch(count) {
  const source = corpus(count);
  const terms = source.terms(count);
  const texts = source.texts(TEXTS, UNITS);
  const index = new TermIndex();
  const building = process.cpuUsage();
  terms.forEach((term, id) => index.add(id, term));
  const built = process.cpuUsage(building);
  const automaton = new AhoCorasick(terms);
  const mint = new Mint(terms);
  const folded = FoldedText.of('');
  const living = new Map(terms.map((term, id) => [id, term]));
  const over = (search) => () => texts.forEach(search);
  const candidates = {
    assay: over((text) => index.scan(folded.refold(text), budget)),
    'modern-ahocorasick': over((text) => automaton.search(text)),
    'mint-filter': over((text) => mint.filter(text)),
    'String.includes': over((text) => terms.filter((term) => text.includes(term))),
  };
  if (count > 10_000) delete candidates['String.includes'];
  const medians = interleaved(candidates);
  console.log(
    `\n${count} terms (added at ${((built.user + built.system) / count).toFixed(1)} µs each)`,
  );
  for (const [name, total] of Object.entries(medians))
    printRow(name, total / TEXTS, medians.assay / TEXTS);
  if (count === 1_000) {
    const naive = interleaved(
      { naive: () => findTermsNaively(living, texts[0]) },
      { rounds: 3 },
    ).naive;
    printRow('naive.ts', naive, medians.assay / TEXTS);
  }
}

function measureParts() {
  const source = corpus(7);
  const texts = source.texts(TEXTS, UNITS);
  const folded = FoldedText.of('');
  const patterns = new PatternMatcher();
  for (let k = 0; k < 100; k++)
    addPattern(patterns, k, `${source.terms(1)[0]}\\s*\\d{${1 + (k % 4)},8}`);
  const medians = interleaved({
    fold: () => texts.forEach((text) => folded.refold(text)),
    'fold + 100 patterns': () =>
      texts.forEach((text) => patterns.scan(folded.refold(text), budget)),
    entities: () => texts.forEach((text) => findEntities(text, budget)),
  });
  console.log('\nparts');
  for (const [name, total] of Object.entries(medians)) printRow(name, total / TEXTS);
}

function addPattern(patterns, id, source) {
  const compiled = compilePattern(source);
  if (compiled.ok) patterns.add(id, compiled.pattern);
}

function measureChanges() {
  const terms = corpus(11).terms(20_000);
  const index = new TermIndex();
  terms.forEach((term, id) => index.add(id, term));
  let id = 0;
  const { change } = interleaved({
    change: () => {
      index.remove(id);
      index.add(id, terms[id]);
      id = (id + 1) % terms.length;
    },
  });
  console.log('\nchanges');
  printRow('remove + add among 20,000', change);
}

function printRow(name, microseconds, reference) {
  const ratio = reference === undefined ? '' : `  ${(microseconds / reference).toFixed(1)}×`;
  console.log(`  ${name.padEnd(28)}${microseconds.toFixed(1).padStart(10)} µs${ratio}`);
}
