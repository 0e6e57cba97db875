import type {
  LeaseBody,
  QueuePage,
  ReviewTaskBody,
  ReviewTaskSummary,
  TaskEventPage,
} from '@assay/contracts';
import type {
  Lease,
  Opinion,
  QueueCount,
  ReviewTaskLine,
  ReviewTaskView,
  TaskEventLine,
} from '@assay/database';
import { settingsOf, type CasePurpose } from '@assay/domain';

/** A name for an author that nobody can lead back to them, or to what it was made of. */
export type Pseudonym = (mark: string) => string;

/**
 * A task as one person sees it; `lease` only for whoever holds it now. Gold looks like a first review, and a queue
 * that hides the machine shows neither its decision nor the category it was queued under.
 */
export function reviewTaskBody(
  task: ReviewTaskView,
  { actor, pseudonym }: { readonly actor: string; readonly pseudonym: Pseudonym },
): ReviewTaskBody {
  const { leaseEpoch, leaseUntil, settlesAt, draft, industry, authorMark, opinions } = task;
  const settings = settingsOf(task.queue, task.configured ?? undefined);
  const held = task.state === 'leased' && task.leaseOwner === actor && leaseUntil !== null;
  return {
    id: task.id,
    submissionId: task.submissionId,
    purpose: shownPurpose(task.purpose),
    queue: task.queue,
    ...(settings.hideMachine ? {} : machineView(task)),
    severity: task.severity,
    language: task.language,
    level: task.level,
    state: task.state,
    dueAt: task.dueAt.toISOString(),
    createdAt: task.createdAt.toISOString(),
    undoSeconds: task.undoSeconds,
    rules: {
      required: [...settings.required],
      masked: settings.masked,
      ...(settings.standardId === null ? {} : { standardId: settings.standardId }),
    },
    ...(held ? { lease: { epoch: leaseEpoch, until: leaseUntil.toISOString() } } : {}),
    ...(settlesAt === null ? {} : { settlesAt: settlesAt.toISOString() }),
    ...(draft === null ? {} : { draft }),
    scene: task.scene,
    ...(industry === null ? {} : { industry }),
    ...(authorMark === null ? {} : { author: pseudonym(authorMark) }),
    receivedAt: task.receivedAt.toISOString(),
    parts: [...task.parts],
    context: task.context,
    taxonomy: task.taxonomy,
    similar: task.similar,
    ...(opinions.length === 0 ? {} : { opinions: opinions.map(opinionBody) }),
  };
}

const machineView = ({
  category,
  decision,
}: ReviewTaskView): Pick<ReviewTaskBody, 'category' | 'decision'> => ({
  category,
  decision: {
    ...decision,
    // Stored as it was sent to the platform; only the readonly marks differ.
    reasons: decision.reasons as NonNullable<ReviewTaskBody['decision']>['reasons'],
    evaluatedAt: decision.evaluatedAt.toISOString(),
  },
});

/** Nobody who works on tasks or lists them learns which one has a known answer. */
const shownPurpose = (purpose: CasePurpose): CasePurpose =>
  purpose === 'gold' ? 'first_review' : purpose;

const opinionBody = ({
  kind,
  outcome,
  category,
  clause,
  note,
}: Opinion): NonNullable<ReviewTaskBody['opinions']>[number] => ({
  kind,
  outcome,
  ...(category === null ? {} : { category }),
  ...(clause === null ? {} : { clause }),
  ...(note === null ? {} : { note }),
});

export const leaseBody = ({ epoch, until }: Lease): LeaseBody => ({
  epoch,
  until: until.toISOString(),
});

export const reviewTaskSummary = ({
  leaseOwner,
  dueAt,
  createdAt,
  purpose,
  slot: _,
  ...line
}: ReviewTaskLine): ReviewTaskSummary => ({
  ...line,
  purpose: shownPurpose(purpose),
  dueAt: dueAt.toISOString(),
  createdAt: createdAt.toISOString(),
  ...(leaseOwner === null ? {} : { leaseOwner }),
});

export const taskEventBody = ({
  kind,
  actor,
  epoch,
  detail,
  at,
}: TaskEventLine): TaskEventPage['items'][number] => ({
  kind,
  ...(actor === null ? {} : { actor }),
  epoch,
  ...(detail === null ? {} : { detail }),
  at: at.toISOString(),
});

export const queueBody = ({ oldestAt, ...counts }: QueueCount): QueuePage['items'][number] => ({
  ...counts,
  ...(oldestAt === null ? {} : { oldestAt: oldestAt.toISOString() }),
});
