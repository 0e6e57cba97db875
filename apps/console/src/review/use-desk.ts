import type { DraftBody, ReviewTaskBody } from '@assay/contracts';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { asProblem, isTransient, type ApiProblem } from '../api/problem.js';
import { listOwnTasks, readTask, releaseTask, skipTask, undoRuling } from '../api/reviews.js';
import { serverNowMs } from '../api/server-clock.js';
import { useMe } from '../shell/session.js';
import { changeDesk, emptyDesk, lastUndoable, type Desk, type HandedIn } from './desk-state.js';
import { loadDesk, storeDesk } from './desk-storage.js';
import { prefetch, useClaim, type NotOffered } from './use-claim.js';
import { useLeases } from './use-leases.js';
import { useTray } from './use-tray.js';

interface DeskOptions {
  readonly queue: string | undefined;
  /** Whether a new task is claimed whenever one leaves the desk. */
  readonly keepsClaiming: boolean;
  readonly paused: boolean;
}

export interface DeskHandle {
  readonly desk: Desk;
  readonly busy: boolean;
  /** Set after a claim that found nothing: why what waits is not offered. */
  readonly drained: NotOffered | undefined;
  readonly problem: ApiProblem | undefined;
  readonly claim: () => void;
  readonly rule: (handedIn: HandedIn) => void;
  readonly skip: () => void;
  readonly release: () => void;
  /** Gives back everything that is held; drafts stay. */
  readonly releaseAll: () => void;
  /** Hands the current task on; it leaves the desk once that arrived. Rejects with what went wrong. */
  readonly move: (send: (task: ReviewTaskBody, epoch: number) => Promise<unknown>) => Promise<void>;
  readonly undo: (taskId?: string) => void;
  readonly retry: (taskId: string) => void;
  readonly reopen: (taskId: string) => void;
  readonly clear: (taskId: string) => void;
  readonly draft: (taskId: string, draft: DraftBody) => void;
  readonly putAway: (taskId: string) => void;
}

/** The reviewer's desk: holds leases, sends rulings, and remembers over reloads what was held and typed. */
export function useDesk({ queue, keepsClaiming, paused }: DeskOptions): DeskHandle {
  const me = useMe();
  const place = `desk.${me.tenant.id}.${me.principal}`;
  const [desk, change] = useReducer(changeDesk, place, startingDesk);
  const latest = useRef(desk);
  latest.current = desk;
  const [problem, setProblem] = useState<ApiProblem>();
  const { claim, busy, drained } = useClaim({ queue, change, latest, onProblem: setProblem });

  useEffect(() => {
    listOwnTasks()
      .then(({ tasks }) => change({ type: 'claimed', tasks }))
      .catch((error: unknown) => setProblem(asProblem(error)));
  }, []);
  useEffect(() => storeDesk(place, desk), [place, desk]);

  const heldCount = desk.held.length;
  const worked = useRef(false);
  useEffect(() => {
    if (keepsClaiming && !paused && worked.current && heldCount < prefetch) void claim();
  }, [keepsClaiming, paused, heldCount, claim]);

  const tray = useTray({ desk, change, latest });
  useLeases({ change, latest });

  const leave = useCallback(async (send: (taskId: string, epoch: number) => Promise<void>) => {
    const [current] = latest.current.held;
    if (current === undefined) return;
    change({ type: 'put_away', taskId: current.task.id });
    try {
      if (!current.lost) await send(current.task.id, current.lease.epoch);
      setProblem(undefined);
    } catch (error) {
      setProblem(ignoreGone(error));
    }
  }, []);

  const releaseAll = useCallback(() => {
    for (const { task, lease, lost } of latest.current.held) {
      change({ type: 'put_away', taskId: task.id });
      if (lost) continue;
      releaseTask(task.id, lease.epoch).catch((error: unknown) => setProblem(ignoreGone(error)));
    }
  }, []);

  const move = useCallback<DeskHandle['move']>(async (send) => {
    const [current] = latest.current.held;
    if (current === undefined) return;
    await send(current.task, current.lease.epoch);
    worked.current = true;
    change({ type: 'put_away', taskId: current.task.id });
    setProblem(undefined);
  }, []);

  const undo = useCallback(async (taskId?: string) => {
    const target = taskId ?? lastUndoable(latest.current, serverNowMs())?.taskId;
    if (target === undefined) return;
    try {
      change({ type: 'returned', task: await undoRuling(target) });
      setProblem(undefined);
    } catch (error) {
      const found = asProblem(error);
      setProblem(found);
      if (!isTransient(found)) change({ type: 'cleared', taskId: target });
    }
  }, []);

  const reopen = useCallback(async (taskId: string) => {
    try {
      change({ type: 'returned', task: await readTask(taskId) });
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, []);

  const handlers = useMemo(
    () => ({
      claim: () => void claim(),
      rule: (ruling: HandedIn) => {
        worked.current = true;
        change({ type: 'ruled', ruling });
      },
      skip: () => {
        worked.current = true;
        void leave(skipTask);
      },
      release: () => {
        // Or the task that was given back would be claimed again at once.
        worked.current = false;
        void leave(releaseTask);
      },
      releaseAll,
      move,
      undo: (taskId?: string) => void undo(taskId),
      reopen: (taskId: string) => void reopen(taskId),
      clear: (taskId: string) => change({ type: 'cleared', taskId }),
      draft: (taskId: string, draft: DraftBody) => change({ type: 'drafted', taskId, draft }),
      putAway: (taskId: string) => change({ type: 'put_away', taskId }),
    }),
    [claim, reopen, leave, releaseAll, move, undo],
  );
  return { desk, busy, drained, problem, retry: tray.retry, ...handlers };
}

const startingDesk = (place: string): Desk => ({ ...emptyDesk, ...loadDesk(place) });

/** A lease that is gone needs no message when its task is leaving the desk anyway. */
function ignoreGone(error: unknown): ApiProblem | undefined {
  const problem = asProblem(error);
  return ['stale_lease', 'task_closed', 'not_found'].includes(problem.code) ? undefined : problem;
}
