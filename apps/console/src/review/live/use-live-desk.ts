import { CareBody, QueuePage } from '@assay/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readMe } from '../../api/access.js';
import { deskStreamPath } from '../../api/reviews.js';
import { asProblem } from '../../api/problem.js';
import type { Care } from '../care/exposure-meter.js';
import { followDesk, type LiveEvent, type LiveState } from './live-desk.js';

interface Live {
  readonly state: LiveState;
  readonly queues: QueuePage['items'] | undefined;
  readonly care: Care | undefined;
}

/** What the gateway pushes to the desk, as long as it is open. */
export function useLiveDesk(): Live {
  const [live, setLive] = useState<Live>({
    state: 'connecting',
    queues: undefined,
    care: undefined,
  });
  const queries = useQueryClient();
  useEffect(() => {
    const learn = (name: LiveEvent, data: unknown): void => {
      if (name === 'standards') return void queries.invalidateQueries({ queryKey: ['standards'] });
      const found = read(name, data);
      setLive((now) => ({ ...now, ...found }));
    };
    const follower = followDesk({
      open: () => new EventSource(deskStreamPath),
      wait: (act, ms) => {
        const timer = window.setTimeout(act, ms);
        return () => window.clearTimeout(timer);
      },
      chance: Math.random,
      onState: (state) => {
        setLive((now) => ({ ...now, state }));
        if (state === 'offline') checkSession();
      },
      onEvent: learn,
    });
    window.addEventListener('online', follower.hurry);
    return () => {
      window.removeEventListener('online', follower.hurry);
      follower.stop();
    };
  }, [queries]);
  return live;
}

function read(name: 'queues' | 'care', data: unknown): Partial<Live> {
  try {
    const value: unknown = JSON.parse(String(data));
    return name === 'queues'
      ? { queues: QueuePage.parse(value).items }
      : { care: CareBody.parse(value) };
  } catch (error) {
    console.warn('A push of the desk was not understood', name, error);
    return {};
  }
}

/** A stream does not say why it was refused; any call does, and leads to the login page when the session is over. */
function checkSession(): void {
  readMe().catch((error: unknown) => console.warn('The desk is offline', asProblem(error).code));
}
