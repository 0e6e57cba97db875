import { useCallback, useEffect, type Dispatch, type RefObject } from 'react';
import { asProblem } from '../api/problem.js';
import { beat } from '../api/reviews.js';
import type { Desk, DeskChange } from './desk-state.js';

interface LeaseOptions {
  readonly change: Dispatch<DeskChange>;
  readonly latest: RefObject<Desk>;
}

const heartbeatMs = 60_000;

/** Extends every lease once a minute and when the page is looked at again; drafts travel along. */
export function useLeases({ change, latest }: LeaseOptions): void {
  const beatAll = useCallback(() => {
    const { held, tray, drafts } = latest.current;
    for (const { task, lease, lost } of held) {
      if (lost) continue;
      const draft = drafts[task.id];
      beat(task.id, { epoch: lease.epoch, ...(draft === undefined ? {} : { draft }) })
        .then((next) => change({ type: 'extended', taskId: task.id, lease: next }))
        .catch((error: unknown) => {
          const { code } = asProblem(error);
          const over = ['stale_lease', 'task_closed', 'not_found', 'already_decided'].includes(
            code,
          );
          if (over) change({ type: 'lost', taskId: task.id });
          else console.warn('Heartbeat failed', code);
        });
    }
    for (const { taskId, state, ruling } of tray) {
      if (state !== 'failed') continue;
      beat(taskId, { epoch: ruling.epoch }).catch((error: unknown) =>
        console.warn('Heartbeat of an unsent ruling failed', asProblem(error).code),
      );
    }
  }, [change, latest]);

  useEffect(() => {
    const timer = window.setInterval(beatAll, heartbeatMs);
    const whenVisible = () => {
      if (document.visibilityState === 'visible') beatAll();
    };
    document.addEventListener('visibilitychange', whenVisible);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', whenVisible);
    };
  }, [beatAll]);
}
