import type { CasePurpose } from '../vocabulary.js';

/** How many people rule on a case, and what becomes of their rulings. */
export interface Panel {
  /** People who rule without seeing each other, 1–5. */
  readonly reviewers: number;
  /** Rulings that must agree, 1 … `reviewers`. */
  readonly agreeing: number;
  /** When they do not: one more person decides, who sees what they said. Without one, the strictest ruling counts. */
  readonly arbiter: boolean;
  /** `category`: the same outcome for another reason is no agreement. */
  readonly agreeOn: 'outcome' | 'category';
}

export const singleReviewer: Panel = {
  reviewers: 1,
  agreeing: 1,
  arbiter: false,
  agreeOn: 'outcome',
};

/** Two people apart from each other; a third decides when they differ. */
export const doubleBlind: Panel = {
  reviewers: 2,
  agreeing: 2,
  arbiter: true,
  agreeOn: 'outcome',
};

export const requiredFields = ['category', 'note', 'clause'] as const;
/** What a ruling that does not pass must carry in this queue, beyond what its outcome needs anyway. */
export type RequiredField = (typeof requiredFields)[number];

/** How one queue works. Data of a tenant; a change acts on the tasks that wait, too. */
export interface QueueSettings {
  /** Only people who passed the exam of a task's category are offered it. */
  readonly qualified: boolean;
  /** Only people who read a task's language are offered it. */
  readonly byLanguage: boolean;
  /** Only leads and admins are offered its tasks. */
  readonly leadsOnly: boolean;
  /** Reviewers do not see what machine review concluded. */
  readonly hideMachine: boolean;
  /** Text is covered until the reviewer reveals it. */
  readonly masked: boolean;
  readonly required: readonly RequiredField[];
  /** Share of first reviews that two people do blind, with an arbiter: 0–1. */
  readonly doubleReviewRate: number;
  /** Gold tasks per first review that enters the queue: 0–0.5. */
  readonly goldRate: number;
  /** Share of a cluster that is left to somebody else for verification: 0.01–1; at least one task. */
  readonly verifyRate: number;
  /** Standard shown beside its tasks and cited by their rulings. */
  readonly standardId: string | null;
  /** Where escalated tasks go. */
  readonly escalateTo: string;
  /** What happens to tasks that nobody may take: another queue, or the same one without its requirements. */
  readonly fallback: { readonly to: 'queue'; readonly queue: string } | { readonly to: 'anyone' };
  /** How long nobody may be eligible before the fallback acts. */
  readonly fallbackSeconds: number;
}

export const defaultQueueSettings: QueueSettings = {
  qualified: false,
  byLanguage: false,
  leadsOnly: false,
  hideMachine: false,
  masked: true,
  required: [],
  doubleReviewRate: 0,
  goldRate: 0,
  verifyRate: 0.1,
  standardId: null,
  escalateTo: 'escalations',
  fallback: { to: 'anyone' },
  fallbackSeconds: 600,
};

/** Queues that exist for every tenant without being set up. */
export const wellKnownQueues = {
  escalations: { ...defaultQueueSettings, leadsOnly: true },
  audit: { ...defaultQueueSettings, hideMachine: true },
  appeals: defaultQueueSettings,
  reports: defaultQueueSettings,
} as const satisfies Readonly<Record<string, QueueSettings>>;

/** Settings of a queue: its own, else those of a well-known one, else the default. */
export function settingsOf(
  name: string,
  configured: Partial<QueueSettings> | undefined,
): QueueSettings {
  const base = Object.hasOwn(wellKnownQueues, name)
    ? wellKnownQueues[name as keyof typeof wellKnownQueues]
    : defaultQueueSettings;
  return { ...base, ...configured };
}

/** The queue that tasks of a purpose go to when nothing else is said. */
export const queueOfPurpose: Readonly<
  Record<Exclude<CasePurpose, 'first_review' | 'gold'>, string>
> = { audit: 'audit', appeal: 'appeals', report: 'reports', reopened: 'appeals' };
