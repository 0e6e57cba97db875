import type { DraftBody, OwnReviewerBody, QueuePage } from '@assay/contracts';
import type { Category } from '../display/taxonomies.js';
import type { Care } from './care/exposure-meter.js';
import { MyWorkDrawer } from './care/my-work-drawer.js';
import { KeySheet } from './key-sheet.js';
import { EscalateDialog } from './moves/escalate-dialog.js';
import { ReferDialog } from './moves/refer-dialog.js';
import { TransferDialog } from './moves/transfer-dialog.js';
import type { DeskHandle } from './use-desk.js';
import type { Workbench } from './use-workbench.js';

interface DeskLayersProps {
  readonly bench: Pick<Workbench, 'layer' | 'openLayer'>;
  readonly desk: DeskHandle;
  readonly draft: DraftBody;
  readonly categories: readonly Category[];
  readonly queues: QueuePage['items'];
  readonly reviewer: OwnReviewerBody | undefined;
  readonly care: Care | undefined;
  readonly keysOn: boolean;
  readonly onKeysOn: (on: boolean) => void;
}

/** Dialogs and drawers over the desk, one at a time. A closed one is gone, or it would keep the focus and the keys. */
export function DeskLayers(props: DeskLayersProps) {
  const { bench, desk, draft, categories, queues } = props;
  const [current] = desk.desk.held;
  const onClose = () => bench.openLayer(undefined);
  const move = { move: desk.move, note: draft.note ?? '', onClose };
  return (
    <>
      {bench.layer === 'sheet' && (
        <KeySheet keysOn={props.keysOn} onKeysOn={props.onKeysOn} onClose={onClose} />
      )}
      {bench.layer === 'work' && (
        <MyWorkDrawer reviewer={props.reviewer} care={props.care} onClose={onClose} />
      )}
      {current !== undefined && bench.layer === 'escalate' && <EscalateDialog {...move} />}
      {current !== undefined && bench.layer === 'transfer' && (
        <TransferDialog {...move} queues={queues} queue={current.task.queue} />
      )}
      {current !== undefined && bench.layer === 'refer' && (
        <ReferDialog
          task={current.task}
          draft={draft}
          categories={categories}
          epoch={current.lease.epoch}
          onRefer={desk.rule}
          onClose={onClose}
        />
      )}
    </>
  );
}
