import type { Locale } from '../vocabulary.js';
import { couldNotBeJudged, groundOf, type StatementFacts } from './statement-facts.js';
import { statementTexts, type StatementTexts } from './statement-texts.js';

export interface StatementParagraph {
  readonly heading: string;
  readonly text: string;
}

/** A statement of reasons as people read it. `text` holds title and paragraphs, separated by blank lines. */
export interface Statement {
  readonly locale: Locale;
  readonly title: string;
  readonly paragraphs: readonly StatementParagraph[];
  readonly text: string;
}

/**
 * Says in plain language what was decided, on which facts, how far by machines, why, and what can be done about it
 * (DSA art. 17(3)). Quotes no content: the platform's user knows it, and others must not read it here. Where the
 * platform took the content back nobody decided anything, so nothing is said of machines and grounds. Pure and total.
 */
export function statementOfReasons(facts: StatementFacts, locale: Locale): Statement {
  const words = statementTexts[locale];
  const finding: StatementParagraph[] = [
    { heading: words.headings.automation, text: automationText(facts, words) },
    { heading: words.headings.ground, text: groundText(facts, words, locale) },
  ];
  const paragraphs: StatementParagraph[] = [
    { heading: words.headings.decision, text: decisionText(facts, words) },
    { heading: words.headings.facts, text: factsText(facts, words) },
    ...(facts.cause === 'withdrawal' ? [] : finding),
    { heading: words.headings.redress, text: redressText(facts, words) },
  ];
  const title = words.title(facts.submissionId, facts.revision);
  const blocks = paragraphs.map(({ heading, text }) => `${heading}\n${text}`);
  return { locale, title, paragraphs, text: [title, ...blocks].join('\n\n') };
}

function decisionText(facts: StatementFacts, words: StatementTexts): string {
  if (facts.cause === 'withdrawal') return words.withdrawn;
  const measures = facts.measures.map(({ kind }) => words.measures[kind]);
  const said = words.outcomes[facts.outcome];
  const decided = measures.length > 0 ? words.withMeasures(said, [...new Set(measures)]) : said;
  const sentences = [decided, words.decidedOn(date(facts.decidedAtMs))];
  if (facts.outcome !== 'pass') sentences.push(words.scope, words.duration);
  if (facts.revision > 1) sentences.push(words.causes[facts.cause]);
  return words.sentences(sentences);
}

const factsText = (facts: StatementFacts, words: StatementTexts): string =>
  words.sentences([words.received(date(facts.receivedAtMs)), words.sources[facts.source]]);

function automationText(facts: StatementFacts, words: StatementTexts): string {
  // Nothing was objected to, so nothing found it either.
  if (couldNotBeJudged(facts)) return words.deciders[facts.decider];
  return words.sentences([
    facts.automatedDetection ? words.detected.automatically : words.detected.byPeople,
    words.deciders[facts.decider],
  ]);
}

function groundText(facts: StatementFacts, words: StatementTexts, locale: Locale): string {
  if (couldNotBeJudged(facts)) return words.sentences([words.couldNotBeJudged, words.submitAgain]);
  const ground = groundOf(facts);
  if (facts.outcome === 'pass' || ground === undefined) {
    return words.sentences([words.nothingWrong, words.policy(facts.policyVersion)]);
  }
  const name = ground.category?.names[locale] ?? ground.categoryId;
  const sentences = [
    words.category(ground.categoryId, name),
    ground.isLegal ? words.legalGround : words.contractualGround,
    words.policy(facts.policyVersion),
  ];
  if (facts.clause !== null) sentences.push(words.clause(facts.clause));
  if (facts.reasons.some(({ entry }) => entry !== undefined)) sentences.push(words.entry);
  return words.sentences(sentences);
}

function redressText({ redress, cause }: StatementFacts, words: StatementTexts): string {
  if (cause === 'withdrawal') return words.noRedress;
  const sentences = [
    words.appeal(date(redress.appealUntilMs)),
    words.clocks(redress),
    words.person,
  ];
  sentences.push(redress.outOfCourt === '' ? words.courts : redress.outOfCourt);
  return words.sentences(sentences);
}

const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
