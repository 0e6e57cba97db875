import type { Answer } from './desk-client.js';

/** A task in the hands of a reviewer. */
export interface HeldTask {
  readonly id: string;
  readonly epoch: number;
  readonly queue: string;
  readonly similar: number;
  readonly draft: string | null;
}

interface TaskBody {
  readonly id: string;
  readonly queue: string;
  readonly similar: number;
  readonly state: string;
  readonly lease?: { readonly epoch: number };
  readonly draft?: { readonly note?: string };
}

/** The tasks of a claim, or of the desk, that are leased to the caller. */
export function tasksIn(answer: Answer): readonly HeldTask[] {
  const tasks = (answer?.body as { tasks?: readonly TaskBody[] } | undefined)?.tasks ?? [];
  return tasks.flatMap((task) => taskIn(task));
}

/** One task, when it is leased to the caller. */
export function taskIn(task: unknown): readonly HeldTask[] {
  const { id, lease, queue, similar, draft, state } = task as TaskBody;
  if (lease === undefined || state !== 'leased') return [];
  return [{ id, epoch: lease.epoch, queue, similar, draft: draft?.note ?? null }];
}

export const codeOf = (answer: Answer): string =>
  String((answer?.body as { code?: string } | undefined)?.code ?? '');
