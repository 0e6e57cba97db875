import { ReferTask, type DraftBody, type ReviewTaskBody } from '@assay/contracts';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTaxonomies, type Category } from '../../display/taxonomies.js';
import { clauseIdOf } from '../reference/clause-order.js';
import { obstaclesOf } from '../ruling-body.js';
import { MoveDialog } from './move-dialog.js';
import { NoteField } from './note-field.js';

const authorities = ReferTask.shape.authority.options;

interface ReferDialogProps {
  readonly task: ReviewTaskBody;
  readonly draft: DraftBody;
  readonly categories: readonly Category[];
  readonly epoch: number;
  readonly onRefer: (body: ReferTask) => void;
  readonly onClose: () => void;
}

/** "This belongs before the law": blocks, keeps the content, and makes an incident bundle. It can be undone as a ruling. */
export function ReferDialog({
  task,
  draft,
  categories,
  epoch,
  onRefer,
  onClose,
}: ReferDialogProps) {
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  const [authority, setAuthority] = useState(authorities[0]);
  const [category, setCategory] = useState(draft.category);
  const [note, setNote] = useState(draft.note ?? '');
  const asked: DraftBody = { ...draft, kind: 'referral', outcome: 'block', category, note };
  const [obstacle] = obstaclesOf({ draft: asked, task, together: [] });
  // Here the note is at hand, and its key only writes an N.
  const missing =
    obstacle === 'note' ? t('desk.noteMissing') : obstacle && t(`review.obstacle.${obstacle}`);
  const send = () => {
    if (authority === undefined || category === undefined || obstacle !== undefined) return;
    onRefer({
      epoch,
      authority,
      category,
      ...(draft.clause === undefined ? {} : { clause: draft.clause }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    onClose();
  };
  return (
    <MoveDialog
      title={t('desk.refer')}
      hint={t('desk.referHint')}
      send={t('desk.referSend')}
      sending={false}
      missing={missing}
      onSend={send}
      onClose={onClose}
    >
      <div className="row" role="radiogroup" aria-label={t('desk.authority')}>
        {authorities.map((name) => (
          <label key={name} className="row">
            <input
              type="radio"
              name="authority"
              autoFocus={name === authorities[0]}
              checked={authority === name}
              onChange={() => setAuthority(name)}
            />
            {t(`authority.${name}`)}
          </label>
        ))}
      </div>
      <div className="field">
        <span>{t('review.category')}</span>
        <Select
          aria-label={t('review.category')}
          data-testid="move-category"
          showSearch={{ optionFilterProp: 'label' }}
          value={category}
          onChange={setCategory}
          options={categories.map(({ id, names }) => ({ value: id, label: names[languageOf] }))}
        />
      </div>
      {draft.clause !== undefined && (
        <p className="quiet">
          {t('desk.clause')} <code>{clauseIdOf(draft.clause)}</code>
        </p>
      )}
      <NoteField
        {...(task.rules.required.includes('note') ? {} : { optional: true })}
        label={t('review.note')}
        value={note}
        onChange={setNote}
      />
    </MoveDialog>
  );
}
