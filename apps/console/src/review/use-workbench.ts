import type { ReviewTaskBody } from '@assay/contracts';
import { useCallback, useState } from 'react';

/** A dialog or drawer over the desk. */
export type Layer = 'sheet' | 'work' | 'escalate' | 'transfer' | 'refer';
/** What lies open beside the item. */
export type Panel = 'clauses' | 'similar';

/** What a person did with one task; the next task starts fresh, in the same frame. */
interface TaskState {
  readonly taskId: string | undefined;
  readonly search: string;
  /** An incomplete draft was just submitted. */
  readonly nudged: boolean;
  readonly together: readonly string[];
}

export interface Workbench extends TaskState {
  readonly layer: Layer | undefined;
  readonly panel: Panel | undefined;
  readonly revealed: boolean;
  readonly set: (part: Partial<Omit<TaskState, 'taskId'>>) => void;
  readonly toggleReveal: () => void;
  readonly openLayer: (layer: Layer | undefined) => void;
  readonly openPanel: (panel: Panel | undefined) => void;
}

interface Options {
  readonly task: ReviewTaskBody | undefined;
  /** Whether the text starts covered. */
  readonly covered: boolean;
}

/** What is open on the desk and how far the current task is uncovered. Clauses stay open from task to task. */
export function useWorkbench({ task, covered }: Options): Workbench {
  const taskId = task?.id;
  const [kept, setKept] = useState<TaskState>(() => fresh(taskId));
  const [layer, openLayer] = useState<Layer>();
  const [panels, setPanels] = useState<{ panel: Panel | undefined; of: string | undefined }>();
  const [shown, setShown] = useState<Readonly<Record<string, boolean>>>({});
  const state = kept.taskId === taskId ? kept : fresh(taskId);
  const revealed = taskId !== undefined && (shown[taskId] ?? !covered);
  const panel = panels?.panel === 'similar' && panels.of !== taskId ? undefined : panels?.panel;

  const set = useCallback(
    (part: Partial<Omit<TaskState, 'taskId'>>) =>
      setKept((now) => ({ ...(now.taskId === taskId ? now : fresh(taskId)), ...part })),
    [taskId],
  );
  const toggleReveal = useCallback(() => {
    if (taskId === undefined) return;
    setShown((now) => ({ ...now, [taskId]: !(now[taskId] ?? !covered) }));
  }, [taskId, covered]);
  const openPanel = useCallback(
    (next: Panel | undefined) => setPanels({ panel: next, of: taskId }),
    [taskId],
  );
  return { ...state, layer, panel, revealed, set, toggleReveal, openLayer, openPanel };
}

const fresh = (taskId: string | undefined): TaskState => ({
  taskId,
  search: '',
  nudged: false,
  together: [],
});
