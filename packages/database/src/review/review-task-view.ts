import type {
  Decision,
  GenerationContext,
  Outcome,
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
  readonly outcome?: Outcome;
  readonly category?: string;
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
}

/** A task with everything one needs to rule on it. `draft` is the asking person's own. */
export interface ReviewTaskView extends ReviewTaskLine {
  readonly undoSeconds: number;
  readonly leaseEpoch: number;
  readonly leaseUntil: Date | null;
  readonly settlesAt: Date | null;
  readonly draft: ReviewDraft | null;
  readonly scene: string;
  readonly industry: string | null;
  readonly authorId: string | null;
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
  readonly at: Date;
}

export interface QueueCount {
  readonly name: string;
  readonly open: number;
  readonly leased: number;
  readonly overdue: number;
  readonly oldestAt: Date | null;
}
