import type { DraftBody } from '@assay/contracts';
import { Alert, Button, Input, type InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category } from '../display/taxonomies.js';
import { CategoryChoice } from './category-choice.js';
import { Clocks } from './clocks.js';
import type { HeldTask } from './desk-state.js';
import { FieldNotice } from './field-notice.js';
import { leaveFocus } from './leave-focus.js';
import { Outcomes } from './outcomes.js';
import { clauseIdOf } from './reference/clause-order.js';
import { Required } from './required.js';
import { machineSpans, obstaclesOf } from './ruling-body.js';
import { TaskMoves, type TaskMovesProps } from './task-moves.js';

interface DecisionPanelProps {
  readonly held: HeldTask;
  readonly draft: DraftBody;
  readonly categories: readonly Category[];
  readonly search: string;
  /** Whether an incomplete draft was just submitted. */
  readonly nudged: boolean;
  /** Other tasks that the ruling will decide, too. */
  readonly together: readonly string[];
  readonly note: RefObject<TextAreaRef | null>;
  readonly categoryField: RefObject<InputRef | null>;
  readonly moves: Omit<TaskMovesProps, 'lost' | 'similar'>;
  readonly onSearch: (search: string) => void;
  readonly onChange: (part: DraftBody) => void;
  readonly onClauses: () => void;
  readonly onSubmit: () => void;
  readonly onPutAway: () => void;
}

/** Outcome, category, clause, note; always in view. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { held, draft, categories, search, nudged, together, onChange } = props;
  const { t } = useTranslation();
  const { task, errors, lost } = held;
  const missing = obstaclesOf({ draft, task, together });
  const notices = { missing: nudged ? missing : [], errors };
  const free = draft.kind === 'content_broken' || draft.outcome === 'pass';
  return (
    <section className="panel decision" aria-label={t('review.decision')}>
      <Clocks held={held} />
      {lost && <LeaseLost onPutAway={props.onPutAway} />}
      <Outcomes draft={draft} hasSpans={machineSpans(task).length > 0} onChange={onChange} />
      <FieldNotice field="outcome" {...notices} />
      <CategoryChoice
        categories={categories}
        chosen={draft.category}
        search={search}
        idle={free}
        field={props.categoryField}
        notice={<FieldNotice field="category" {...notices} />}
        suggested={(task.decision?.reasons ?? []).map(({ category }) => category)}
        onSearch={props.onSearch}
        onChoose={(category) => onChange({ category })}
      />
      <div>
        <div className="clause-line">
          <span>
            {t('desk.clause')}
            {!free && task.rules.required.includes('clause') && <Required />}
          </span>
          <Button
            size="small"
            className="clause-chosen-button"
            onClick={props.onClauses}
            data-testid="clause"
          >
            {draft.clause === undefined ? t('desk.clauseChoose') : clauseIdOf(draft.clause)}{' '}
            <kbd>L</kbd>
          </Button>
        </div>
        <FieldNotice field="clause" {...notices} />
      </div>
      <NoteBox {...props} needed={!free && task.rules.required.includes('note')} />
      <FieldNotice field="note" id="note-problem" {...notices} />
      <div className="decision-foot">
        <FieldNotice field="together" {...notices} />
        <FieldNotice field="other" {...notices} />
        <Button
          type="primary"
          block
          size="large"
          disabled={lost}
          onClick={(event) => leaveFocus(event, props.onSubmit)}
          data-testid="submit-ruling"
        >
          {together.length > 0
            ? t('desk.submitTogether', { count: together.length + 1 })
            : t('review.submit')}{' '}
          <kbd>Enter</kbd>
        </Button>
        <TaskMoves lost={lost} similar={task.similar} {...props.moves} />
      </div>
    </section>
  );
}

function NoteBox({
  note,
  draft,
  needed,
  onChange,
}: Pick<DecisionPanelProps, 'note' | 'draft' | 'onChange'> & { readonly needed: boolean }) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>
        {t('review.note')}
        {needed && <Required />}
      </span>
      <Input.TextArea
        ref={note}
        aria-required={needed}
        aria-describedby="note-problem"
        placeholder={t('review.notePlaceholder')}
        data-testid="note"
        autoSize={{ minRows: 2, maxRows: 4 }}
        maxLength={4000}
        value={draft.note ?? ''}
        onChange={(event) => onChange({ note: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </label>
  );
}

function LeaseLost({ onPutAway }: { readonly onPutAway: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="lease-lost"
      title={t('review.lost')}
      description={t('review.lostHint')}
      action={
        <Button size="small" onClick={onPutAway}>
          {t('review.putAway')} <kbd>D</kbd>
        </Button>
      }
    />
  );
}
