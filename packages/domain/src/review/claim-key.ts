import type { ReviewLanguage, Severity } from '../vocabulary.js';
import type { QueueSettings } from './queue.js';

/**
 * What a task is, for those who ask for work, as one indexable word: `queue|category|language|weight`. Which of it a
 * person must be able to do is up to the settings of the queue. `*` in place of category and language: anybody, after
 * nobody was found. A task held for one person has the key `@<principal>`.
 */
export interface ClaimKey {
  readonly queue: string;
  readonly category: string | null;
  readonly language: ReviewLanguage | null;
  /** Heavy tasks are kept from people whose daily exposure is used up. */
  readonly weight: 'mild' | 'heavy';
}

export const claimKeyFor = (task: {
  readonly queue: string;
  readonly category: string;
  readonly language: ReviewLanguage;
  readonly severity: Severity;
}): string =>
  [
    task.queue,
    task.category,
    task.language,
    task.severity === 'high' || task.severity === 'critical' ? 'heavy' : 'mild',
  ].join('|');

/** `undefined` for a key that holds a task for one person. */
export function readClaimKey(key: string): ClaimKey | undefined {
  // From the end: a queue of an older policy may have a `|` in its name.
  const [weight, language, category, ...queue] = key.split('|').toReversed();
  if (key.startsWith('@') || queue.length === 0) return undefined;
  return {
    queue: queue.toReversed().join('|'),
    category: category === '*' ? null : (category ?? null),
    language: language === '*' ? null : (language as ReviewLanguage),
    weight: weight === 'heavy' ? 'heavy' : 'mild',
  };
}

export const heldForKey = (actor: string): string => `@${actor}`;

/** What is known about a person who asks for work in one tenant. */
export interface ReviewerStanding {
  readonly actor: string;
  /** Leads and admins: offered queues that are for leads only. */
  readonly lead: boolean;
  /** `null`: every queue. */
  readonly queues: readonly string[] | null;
  /** `null`: every language. */
  readonly languages: readonly ReviewLanguage[] | null;
  readonly qualifiedFor: ReadonlySet<string>;
  readonly optedOutOf: ReadonlySet<string>;
  /** The exposure budget of the day is used up: mild tasks only. */
  readonly overBudget: boolean;
}

/** Why a person is not offered a task, most telling first. */
export const notEligibleReasons = [
  'not_qualified',
  'over_budget',
  'opted_out',
  'language',
  'leads_only',
  'other_queue',
  'other_person',
] as const;
export type NotEligible = (typeof notEligibleReasons)[number];

/** Why a person is not offered tasks with this key; `undefined` when they are. Tasks kept for one person come first. */
export function notEligible(
  standing: ReviewerStanding,
  key: string,
  settings: Pick<QueueSettings, 'leadsOnly' | 'qualified' | 'byLanguage'>,
): NotEligible | undefined {
  const asked = readClaimKey(key);
  if (asked === undefined) return key === heldForKey(standing.actor) ? undefined : 'other_person';
  if (settings.leadsOnly && !standing.lead) return 'leads_only';
  if (standing.queues !== null && !standing.queues.includes(asked.queue)) return 'other_queue';
  const { language, category } = asked;
  if (
    settings.byLanguage &&
    language !== null &&
    !(standing.languages?.includes(language) ?? true)
  ) {
    return 'language';
  }
  if (category !== null) {
    if (settings.qualified && !standing.qualifiedFor.has(category)) return 'not_qualified';
    if (standing.optedOutOf.has(category)) return 'opted_out';
  }
  return standing.overBudget && asked.weight === 'heavy' ? 'over_budget' : undefined;
}
