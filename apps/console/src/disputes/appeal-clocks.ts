import type { AppealBody } from '@assay/contracts';

export const clockNames = ['accept', 'decide', 'notify'] as const;

/**
 * `waiting`: an earlier step is not done. `running`, `late`: it runs, in time or not. `met`, `met_late`: done.
 * `dropped`: the appeal ended without this step.
 */
export type ClockState = 'waiting' | 'running' | 'late' | 'met' | 'met_late' | 'dropped';

export interface AppealClock {
  readonly name: (typeof clockNames)[number];
  readonly state: ClockState;
  readonly dueAt: string;
  readonly doneAt?: string | undefined;
}

type Clocked = Pick<
  AppealBody,
  'state' | 'acceptDueAt' | 'acceptedAt' | 'decideDueAt' | 'closedAt' | 'notifyDueAt'
>;

/** The three published clocks of an appeal (受理、处理、反馈). A decision is announced when it falls. */
export function appealClocks(appeal: Clocked, nowMs: number): readonly AppealClock[] {
  const { state, acceptedAt, closedAt } = appeal;
  const announced = state === 'decided' || state === 'rejected';
  return [
    clock({
      name: 'accept',
      dueAt: appeal.acceptDueAt,
      doneAt: acceptedAt ?? (state === 'rejected' ? closedAt : undefined),
      runs: state === 'received',
      ended: state === 'withdrawn',
      nowMs,
    }),
    clock({
      name: 'decide',
      dueAt: appeal.decideDueAt,
      doneAt: state === 'decided' ? closedAt : undefined,
      runs: state === 'accepted',
      ended: state === 'withdrawn' || state === 'rejected',
      nowMs,
    }),
    clock({
      name: 'notify',
      dueAt: appeal.notifyDueAt,
      doneAt: announced ? closedAt : undefined,
      runs: false,
      ended: state === 'withdrawn',
      nowMs,
    }),
  ];
}

interface ClockFacts extends Pick<AppealClock, 'name' | 'dueAt' | 'doneAt'> {
  readonly runs: boolean;
  readonly ended: boolean;
  readonly nowMs: number;
}

function clock({ name, dueAt, doneAt, runs, ended, nowMs }: ClockFacts): AppealClock {
  const of = (state: ClockState): AppealClock => ({ name, state, dueAt, doneAt });
  if (doneAt !== undefined) return of(Date.parse(doneAt) > Date.parse(dueAt) ? 'met_late' : 'met');
  if (ended) return of('dropped');
  if (!runs) return of('waiting');
  return of(nowMs > Date.parse(dueAt) ? 'late' : 'running');
}
