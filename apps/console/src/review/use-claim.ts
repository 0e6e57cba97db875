import type { ClaimedTasks } from '@assay/contracts';
import { useCallback, useRef, useState, type Dispatch, type RefObject } from 'react';
import { asProblem, type ApiProblem } from '../api/problem.js';
import { claimTasks } from '../api/reviews.js';
import type { Desk, DeskChange } from './desk-state.js';

// One on the desk, one waiting: the next item appears without a request, and little is held back from others.
export const prefetch = 2;

/** Why those tasks that wait are not offered; empty when none wait. */
export type NotOffered = NonNullable<ClaimedTasks['notOffered']>;

interface ClaimOptions {
  readonly queue: string | undefined;
  readonly change: Dispatch<DeskChange>;
  readonly latest: RefObject<Desk>;
  readonly onProblem: (problem: ApiProblem | undefined) => void;
}

interface Claim {
  readonly claim: () => Promise<void>;
  readonly busy: boolean;
  /** Set after a claim that found nothing. */
  readonly drained: NotOffered | undefined;
}

/** Fills the desk up, one request at a time. */
export function useClaim({ queue, change, latest, onProblem }: ClaimOptions): Claim {
  const [busy, setBusy] = useState(false);
  const [drained, setDrained] = useState<NotOffered>();
  const claiming = useRef(false);

  const claim = useCallback(async () => {
    const wanted = prefetch - latest.current.held.length;
    if (claiming.current || wanted <= 0) return;
    claiming.current = true;
    setBusy(true);
    try {
      const { tasks, notOffered = [] } = await claimTasks({
        count: wanted,
        ...(queue === undefined ? {} : { queue }),
      });
      change({ type: 'claimed', tasks });
      setDrained(tasks.length === 0 ? notOffered : undefined);
      onProblem(undefined);
    } catch (error) {
      const problem = asProblem(error);
      const unqualified = problem.code === 'not_qualified';
      setDrained(unqualified ? ['not_qualified'] : undefined);
      onProblem(unqualified ? undefined : problem);
    } finally {
      claiming.current = false;
      setBusy(false);
    }
  }, [queue, change, latest, onProblem]);
  return { claim, busy, drained };
}
