import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { escalateTask } from '../../api/reviews.js';
import type { DeskHandle } from '../use-desk.js';
import { MoveDialog } from './move-dialog.js';
import { NoteField } from './note-field.js';

export interface MoveProps {
  readonly move: DeskHandle['move'];
  /** What was noted on the task so far. */
  readonly note: string;
  readonly onClose: () => void;
}

/** Hands the task up with a note. */
export function EscalateDialog({ move, note: noted, onClose }: MoveProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState(noted);
  const escalate = useMutation({
    mutationFn: () => move(({ id }, epoch) => escalateTask(id, { epoch, note: note.trim() })),
    onSuccess: onClose,
  });
  return (
    <MoveDialog
      title={t('desk.escalate')}
      hint={t('desk.escalateHint')}
      send={t('desk.escalateSend')}
      sending={escalate.isPending}
      missing={note.trim() === '' ? t('desk.noteMissing') : undefined}
      problem={escalate.error}
      onSend={() => escalate.mutate()}
      onClose={onClose}
    >
      <NoteField autoFocus label={t('desk.escalateNote')} value={note} onChange={setNote} />
    </MoveDialog>
  );
}
