import { QueueLoadPage } from '@assay/contracts';
import { useEffect, useState } from 'react';
import { readMe } from '../api/access.js';
import { asProblem } from '../api/problem.js';
import { loadStreamPath } from '../api/queues.js';
import { followLoad, type StreamState } from './follow-load.js';

interface Load {
  readonly state: StreamState;
  /** The newest load that was pushed; it stays while the stream is cut. */
  readonly load: QueueLoadPage | undefined;
}

/** The load of all queues as the gateway pushes it, as long as the page is open. */
export function useLoad(): Load {
  const [state, setState] = useState<StreamState>('connecting');
  const [load, setLoad] = useState<QueueLoadPage>();
  useEffect(
    () =>
      followLoad({
        open: () => new EventSource(loadStreamPath),
        wait: (act, ms) => {
          const timer = window.setTimeout(act, ms);
          return () => window.clearTimeout(timer);
        },
        onState: setState,
        onLoad: (data) => {
          const parsed = read(data);
          if (parsed !== undefined) setLoad(parsed);
        },
        onRefused: checkSession,
      }),
    [],
  );
  return { state, load };
}

function read(data: unknown): QueueLoadPage | undefined {
  try {
    return QueueLoadPage.parse(JSON.parse(String(data)));
  } catch (error) {
    console.warn('A pushed load was not understood', error);
    return undefined;
  }
}

/** A stream does not say why it was refused; any call does, and leads to the login page when the session is over. */
function checkSession(): void {
  readMe().catch((error: unknown) => console.warn('No stream of loads', asProblem(error).code));
}
