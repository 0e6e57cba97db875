import type {
  CasePurpose,
  Decision,
  GenerationContext,
  Outcome,
  QueueSettings,
  ReviewLanguage,
  RulingKind,
  Severity,
  TaskEventKind,
  TaskState,
  TextPart,
} from '@assay/domain';

/** A lease: `epoch` goes with every later request of its holder. */
export interface Lease {
  readonly taskId: string;
  readonly epoch: number;
  readonly until: Date;
}

/** What a reviewer typed so far on a task. */
export interface ReviewDraft {
  readonly kind?: RulingKind;
  readonly outcome?: Outcome;
  readonly category?: string;
  readonly clause?: string;
  readonly note?: string;
}

/** What a gold item shows in place of a submission's own data, taken from the task it was queued beside. */
export interface PresentedGold {
  readonly scene: string;
  readonly industry: string | null;
  readonly hasAuthor: boolean;
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** ISO 8601; after `receivedAt`, as machine review takes its time. */
  readonly evaluatedAt: string;
}

/** Where an escalated, transferred or rerouted task went, and what was said about it. */
export interface TaskEventDetail {
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
}

/** A task without content, as lists show it. */
export interface ReviewTaskLine {
  readonly id: string;
  readonly submissionId: string;
  readonly queue: string;
  readonly category: string;
  readonly severity: Severity;
  readonly state: TaskState;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly leaseOwner: string | null;
  readonly purpose: CasePurpose;
  readonly slot: number;
  readonly level: number;
}

/** What a blind reviewer said, shown to the arbiter without a name. */
export interface Opinion {
  readonly kind: RulingKind;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly clause: string | null;
  readonly note: string | null;
}

/** A task with everything one needs to rule on it. `draft` is the asking person's own. */
export interface ReviewTaskView extends ReviewTaskLine {
  readonly caseId: string;
  readonly language: ReviewLanguage;
  /** Settings of its queue that its row holds; the rest are the defaults of that name. */
  readonly configured: Partial<QueueSettings> | null;
  /** Open tasks of the queue with nearly the same text, at most `similarLimit`. */
  readonly similar: number;
  /** For the arbiter only. */
  readonly opinions: readonly Opinion[];
  readonly undoSeconds: number;
  readonly leaseEpoch: number;
  readonly leaseUntil: Date | null;
  readonly settlesAt: Date | null;
  readonly draft: ReviewDraft | null;
  readonly scene: string;
  readonly industry: string | null;
  /** What the author's pseudonym is made of, with a secret key; itself never shown. */
  readonly authorMark: string | null;
  readonly receivedAt: Date;
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly decision: Pick<Decision, 'outcome' | 'reasons'> & {
    readonly policyVersion: string;
    readonly blacklistVersion: number;
    readonly engineVersion: string;
    readonly evaluatedAt: Date;
  };
  readonly taxonomy: string;
}

export interface TaskEventLine {
  readonly kind: TaskEventKind;
  readonly actor: string | null;
  readonly epoch: number;
  readonly detail: TaskEventDetail | null;
  readonly at: Date;
}

export interface QueueCount {
  readonly name: string;
  readonly open: number;
  readonly leased: number;
  readonly overdue: number;
  readonly oldestAt: Date | null;
}

/** `withoutArbiters`: as if nobody had been asked to settle a disagreement. */
export interface QueueCounts {
  readonly all: readonly QueueCount[];
  readonly withoutArbiters: readonly QueueCount[];
}
