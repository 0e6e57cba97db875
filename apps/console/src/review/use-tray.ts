import { useCallback, useEffect, useRef, type Dispatch, type RefObject } from 'react';
import { asProblem, isTransient } from '../api/problem.js';
import { readTask, referTask, sendRuling } from '../api/reviews.js';
import { serverNowMs } from '../api/server-clock.js';
import type { Desk, DeskChange, TrayItem } from './desk-state.js';

interface TrayOptions {
  readonly desk: Desk;
  readonly change: Dispatch<DeskChange>;
  readonly latest: RefObject<Desk>;
}

const firstRetryMs = 2000;
const maxRetryMs = 30_000;
const lingerMs = 3000;

/** Sends what the tray holds: at once, again with growing pauses after a passing failure, and on demand. */
export function useTray({ desk, change, latest }: TrayOptions): {
  readonly retry: (taskId: string) => void;
} {
  const onTheWay = useRef(new Set<string>());
  const timers = useRef(new Map<string, number>());

  const retry = useCallback(
    (taskId: string) => {
      window.clearTimeout(timers.current.get(taskId));
      timers.current.delete(taskId);
      change({ type: 'resent', taskId });
    },
    [change],
  );

  const send = useCallback(
    async (item: TrayItem) => {
      if (onTheWay.current.has(item.taskId)) return;
      onTheWay.current.add(item.taskId);
      const answer = await deliver(item);
      onTheWay.current.delete(item.taskId);
      change(answer);
    },
    [change],
  );

  useEffect(() => {
    for (const item of desk.tray) {
      if (item.state === 'sending') void send(item);
      if (timers.current.has(item.taskId)) continue;
      if (item.state === 'failed') {
        const pauseMs = Math.min(maxRetryMs, firstRetryMs * 2 ** (item.attempts - 1));
        timers.current.set(
          item.taskId,
          window.setTimeout(() => retry(item.taskId), pauseMs),
        );
      }
      if (item.state === 'provisional' && item.settlesAt !== undefined) {
        const leftMs = Date.parse(item.settlesAt) - serverNowMs() + lingerMs;
        const clear = () => {
          timers.current.delete(item.taskId);
          const now = latest.current.tray.find(({ taskId }) => taskId === item.taskId);
          if (now?.settlesAt === item.settlesAt) change({ type: 'cleared', taskId: item.taskId });
        };
        timers.current.set(item.taskId, window.setTimeout(clear, Math.max(leftMs, lingerMs)));
      }
    }
  }, [desk.tray, send, retry, change, latest]);

  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending.values()) window.clearTimeout(timer);
      pending.clear();
    };
  }, []);
  return { retry };
}

async function deliver({ taskId, ruling, attempts }: TrayItem): Promise<DeskChange> {
  try {
    const send = 'authority' in ruling ? referTask(taskId, ruling) : sendRuling(taskId, ruling);
    const { settlesAt, cluster } = await send;
    return { type: 'arrived', taskId, settlesAt, ...(cluster === undefined ? {} : { cluster }) };
  } catch (error) {
    const problem = asProblem(error);
    if (isTransient(problem) || problem.status === 401)
      return { type: 'failed', taskId, problemCode: problem.code };
    const settlesAt = attempts > 1 ? await settlesAtOf(taskId) : undefined;
    if (settlesAt !== undefined) return { type: 'arrived', taskId, settlesAt };
    const { errors } = problem.more;
    const because = { problemCode: problem.code, ...(errors === undefined ? {} : { errors }) };
    return { type: 'refused', taskId, ...because };
  }
}

/** An earlier attempt may have arrived although its answer was lost: then the task says so. */
async function settlesAtOf(taskId: string): Promise<string | undefined> {
  try {
    const { settlesAt } = await readTask(taskId);
    return settlesAt;
  } catch (error) {
    console.warn('Task could not be read after a refused ruling', asProblem(error).code);
    return undefined;
  }
}
