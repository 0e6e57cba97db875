import type { QueuePage, TransferTask } from '@assay/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { AutoComplete, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transferTask } from '../../api/reviews.js';
import { listReviewers } from '../../api/reviewers.js';
import { useMay, useMe } from '../../shell/session.js';
import type { MoveProps } from './escalate-dialog.js';
import { MoveDialog } from './move-dialog.js';
import { NoteField } from './note-field.js';
import { queueChoices } from './queue-choices.js';

type TransferProps = MoveProps & {
  readonly queues: QueuePage['items'];
  readonly queue: string;
};

/** Hands the task to another queue, or, for those who know who reviews here, to a person. */
export function TransferDialog({ move, note: noted, queues, queue: from, onClose }: TransferProps) {
  const { t } = useTranslation();
  const mayList = useMay('reviews:manage');
  const [toPerson, setToPerson] = useState(false);
  const [queue, setQueue] = useState('');
  const [userId, setUserId] = useState<string>();
  const [note, setNote] = useState(noted);
  const to = targetOf(toPerson ? { userId } : { queue: queue.trim() });
  const transfer = useMutation({
    mutationFn: (target: TransferTask['to']) =>
      move(({ id }, epoch) => transferTask(id, { epoch, note: note.trim(), to: target })),
    onSuccess: onClose,
  });
  const noteMissing = note.trim() === '' ? t('desk.noteMissing') : undefined;
  const missing = to === undefined ? t('desk.targetMissing') : noteMissing;
  return (
    <MoveDialog
      title={t('desk.transfer')}
      hint={t('desk.transferHint')}
      send={t('desk.transferSend')}
      sending={transfer.isPending}
      missing={missing}
      problem={transfer.error}
      onSend={() => to && transfer.mutate(to)}
      onClose={onClose}
    >
      {mayList && (
        <div className="row" role="radiogroup" aria-label={t('desk.transferTo')}>
          <Target
            label={t('desk.toQueue')}
            checked={!toPerson}
            onChoose={() => setToPerson(false)}
          />
          <Target
            label={t('desk.toPerson')}
            checked={toPerson}
            onChoose={() => setToPerson(true)}
          />
        </div>
      )}
      {toPerson ? (
        <PersonField value={userId} onChange={setUserId} />
      ) : (
        <div className="field">
          <span>{t('review.queue')}</span>
          <AutoComplete
            autoFocus={!mayList}
            aria-label={t('review.queue')}
            data-testid="move-queue"
            value={queue}
            onChange={setQueue}
            options={queueChoices(queues, from).map((name) => ({ value: name }))}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
          />
        </div>
      )}
      <NoteField label={t('desk.transferNote')} value={note} onChange={setNote} />
    </MoveDialog>
  );
}

function targetOf({
  queue,
  userId,
}: {
  readonly queue?: string;
  readonly userId?: string | undefined;
}): TransferTask['to'] | undefined {
  if (userId !== undefined) return { userId };
  return queue === undefined || queue === '' ? undefined : { queue };
}

interface TargetProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

const Target = ({ label, checked, onChoose }: TargetProps) => (
  <label className="row">
    <input
      type="radio"
      name="transfer-to"
      autoFocus={checked}
      checked={checked}
      onChange={onChoose}
    />
    {label}
  </label>
);

interface PersonFieldProps {
  readonly value: string | undefined;
  readonly onChange: (userId: string) => void;
}

function PersonField({ value, onChange }: PersonFieldProps) {
  const { t } = useTranslation();
  const me = useMe();
  const reviewers = useQuery({ queryKey: ['reviewers'], queryFn: listReviewers });
  return (
    <div className="field">
      <span>{t('desk.person')}</span>
      <Select
        aria-label={t('desk.person')}
        data-testid="move-person"
        loading={reviewers.isLoading}
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        onChange={onChange}
        options={(reviewers.data?.items ?? [])
          .filter(({ userId }) => userId !== me.user?.id)
          .map(({ userId, name }) => ({ value: userId, label: name }))}
      />
    </div>
  );
}
