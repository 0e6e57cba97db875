import type { DraftBody } from '@assay/contracts';
import type { RefObject } from 'react';
import { lastRefused, type HeldTask } from './desk-state.js';
import type { DeskAction } from './keys.js';
import type { DeskHandle } from './use-desk.js';
import type { Layer, Workbench } from './use-workbench.js';

interface Focusable {
  focus(): void;
}

interface Hands {
  readonly desk: DeskHandle;
  readonly bench: Workbench;
  readonly current: HeldTask | undefined;
  readonly categories: readonly { readonly id: string }[];
  readonly fields: Readonly<Record<'note' | 'category' | 'queue', RefObject<Focusable | null>>>;
  readonly paused: boolean;
  readonly change: (part: DraftBody) => void;
  readonly submit: () => void;
  readonly closePanel: () => void;
  readonly openClauses: () => void;
  readonly goOn: () => void;
  readonly pause: () => void;
}

/** What each key does now. Without a task on the desk most of them rest. */
export function deskActions(hands: Hands): (action: DeskAction) => void {
  return (action) => {
    if (actAnywhere(hands, action) || hands.paused) return;
    if (hands.current === undefined) {
      if (action.type === 'proceed' || action.type === 'similar') hands.desk.claim();
      return;
    }
    actOnTask(hands, hands.current, action);
  };
}

/** Keys that need no task; answers whether this was one. */
function actAnywhere({ desk, bench, ...hands }: Hands, action: DeskAction): boolean {
  switch (action.type) {
    case 'pause':
      hands.pause();
      return true;
    case 'go_on':
      hands.goOn();
      return true;
    case 'queue':
      hands.fields.queue.current?.focus();
      return true;
    case 'work':
    case 'sheet':
      bench.openLayer(action.type);
      return true;
    case 'undo':
      desk.undo();
      return true;
    case 'retry':
      for (const { taskId, state } of desk.desk.tray) if (state === 'failed') desk.retry(taskId);
      return true;
    case 'reopen': {
      const refused = lastRefused(desk.desk.tray);
      if (refused !== undefined) desk.reopen(refused.taskId);
      return true;
    }
    case 'dismiss': {
      const refused = lastRefused(desk.desk.tray);
      if (hands.current?.lost === true) desk.putAway(hands.current.task.id);
      else if (refused !== undefined) desk.clear(refused.taskId);
      return true;
    }
    default:
      return false;
  }
}

function actOnTask({ desk, bench, ...hands }: Hands, held: HeldTask, action: DeskAction): void {
  const open = (layer: Layer) => {
    if (!held.lost) bench.openLayer(layer);
  };
  switch (action.type) {
    case 'outcome':
      return hands.change({ kind: 'ruling', outcome: action.outcome });
    case 'broken':
      return hands.change({ kind: 'content_broken' });
    case 'category': {
      const chosen = hands.categories[action.position - 1];
      return chosen === undefined ? undefined : hands.change({ category: chosen.id });
    }
    case 'proceed':
      return hands.submit();
    case 'skip':
      return desk.skip();
    case 'release':
      return desk.release();
    case 'note':
      return hands.fields.note.current?.focus();
    case 'search':
      return hands.fields.category.current?.focus();
    case 'reveal':
      return bench.toggleReveal();
    case 'clauses':
      return hands.openClauses();
    case 'similar':
      return bench.panel === 'similar' ? hands.closePanel() : bench.openPanel('similar');
    case 'escalate':
    case 'transfer':
    case 'refer':
      return open(action.type);
    case 'close':
      return hands.closePanel();
  }
}
