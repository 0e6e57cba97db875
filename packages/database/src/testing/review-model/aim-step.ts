import type { DeskStep, StepKind } from './desk-steps.js';
import type { ModelTask } from './model-task.js';

/** The task a step is about: for most steps one on which they can have an effect, where there is any. */
export function taskOf({ kind, task, among }: DeskStep, tasks: readonly ModelTask[]): ModelTask {
  const wanted = fittingState[kind];
  const fitting = among === 'all' ? [] : tasks.filter(({ state }) => state === wanted);
  const from = fitting.length > 0 ? fitting : tasks;
  return from[task % from.length]!;
}

/** Who takes a step. Of a task that nobody holds, one of them; a claim is made by the step's other person. */
export function actorOf({ kind, actor, person }: DeskStep, { owner }: ModelTask): string {
  if (actor !== 'holder') return actor;
  return kind === 'claim' ? person : (owner ?? 'ann');
}

const fittingState: Readonly<Partial<Record<StepKind, ModelTask['state']>>> = {
  heartbeat: 'leased',
  release: 'leased',
  skip: 'leased',
  escalate: 'leased',
  transfer: 'leased',
  rule: 'leased',
  rule_cluster: 'leased',
  lapse: 'leased',
  undo: 'ruled',
  end_window: 'ruled',
};
