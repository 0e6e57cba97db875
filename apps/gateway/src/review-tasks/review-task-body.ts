import type {
  LeaseBody,
  QueuePage,
  ReviewTaskBody,
  ReviewTaskSummary,
  TaskEventPage,
} from '@assay/contracts';
import type {
  Lease,
  QueueCount,
  ReviewTaskLine,
  ReviewTaskView,
  TaskEventLine,
} from '@assay/database';

/** A task as one person sees it; `lease` only for whoever holds it now. */
export function reviewTaskBody(task: ReviewTaskView, actor: string): ReviewTaskBody {
  const { leaseEpoch, leaseUntil, settlesAt, draft, industry, authorId } = task;
  const held = task.state === 'leased' && task.leaseOwner === actor && leaseUntil !== null;
  return {
    id: task.id,
    submissionId: task.submissionId,
    queue: task.queue,
    category: task.category,
    severity: task.severity,
    state: task.state,
    dueAt: task.dueAt.toISOString(),
    createdAt: task.createdAt.toISOString(),
    undoSeconds: task.undoSeconds,
    ...(held ? { lease: { epoch: leaseEpoch, until: leaseUntil.toISOString() } } : {}),
    ...(settlesAt === null ? {} : { settlesAt: settlesAt.toISOString() }),
    ...(draft === null ? {} : { draft }),
    scene: task.scene,
    ...(industry === null ? {} : { industry }),
    ...(authorId === null ? {} : { authorId }),
    receivedAt: task.receivedAt.toISOString(),
    parts: [...task.parts],
    context: task.context,
    decision: {
      ...task.decision,
      // Stored as it was sent to the platform; only the readonly marks differ.
      reasons: task.decision.reasons as ReviewTaskBody['decision']['reasons'],
      evaluatedAt: task.decision.evaluatedAt.toISOString(),
    },
    taxonomy: task.taxonomy,
  };
}

export const leaseBody = ({ epoch, until }: Lease): LeaseBody => ({
  epoch,
  until: until.toISOString(),
});

export const reviewTaskSummary = ({
  leaseOwner,
  dueAt,
  createdAt,
  ...line
}: ReviewTaskLine): ReviewTaskSummary => ({
  ...line,
  dueAt: dueAt.toISOString(),
  createdAt: createdAt.toISOString(),
  ...(leaseOwner === null ? {} : { leaseOwner }),
});

export const taskEventBody = ({
  kind,
  actor,
  epoch,
  at,
}: TaskEventLine): TaskEventPage['items'][number] => ({
  kind,
  ...(actor === null ? {} : { actor }),
  epoch,
  at: at.toISOString(),
});

export const queueBody = ({ oldestAt, ...counts }: QueueCount): QueuePage['items'][number] => ({
  ...counts,
  ...(oldestAt === null ? {} : { oldestAt: oldestAt.toISOString() }),
});
