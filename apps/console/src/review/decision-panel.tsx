import type { DraftBody } from '@assay/contracts';
import { Alert, Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category } from '../display/taxonomies.js';
import { CategoryChoice } from './category-choice.js';
import { Clocks } from './clocks.js';
import type { HeldTask } from './desk-state.js';
import { machineSpans, obstacleOf } from './ruling-body.js';

interface DecisionPanelProps {
  readonly held: HeldTask;
  readonly draft: DraftBody;
  readonly categories: readonly Category[];
  readonly search: string;
  /** Whether an incomplete draft was just submitted. */
  readonly nudged: boolean;
  readonly note: RefObject<TextAreaRef | null>;
  readonly onSearch: (search: string) => void;
  readonly onChange: (part: DraftBody) => void;
  readonly onSubmit: () => void;
  readonly onSkip: () => void;
  readonly onRelease: () => void;
  readonly onPutAway: () => void;
}

/** Outcome, category, note; always in view. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { held, draft, categories, search, nudged, note, onChange } = props;
  const { t } = useTranslation();
  const obstacle = obstacleOf(draft, held.task);
  return (
    <section className="panel decision" aria-label={t('review.decision')}>
      <Clocks held={held} />
      {held.lost && (
        <Alert
          type="warning"
          showIcon
          data-testid="lease-lost"
          title={t('review.lost')}
          description={t('review.lostHint')}
          action={
            <Button size="small" onClick={props.onPutAway}>
              {t('review.putAway')}
            </Button>
          }
        />
      )}
      <Outcomes draft={draft} hasSpans={machineSpans(held.task).length > 0} onChange={onChange} />
      <CategoryChoice
        categories={categories}
        chosen={draft.category}
        search={search}
        idle={draft.outcome === 'pass'}
        suggested={held.task.decision.reasons.map(({ category }) => category)}
        onSearch={props.onSearch}
        onChoose={(category) => onChange({ category })}
      />
      <Input.TextArea
        ref={note}
        aria-label={t('review.note')}
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
      <div className="decision-foot">
        {nudged && obstacle !== undefined && (
          <div role="alert" className="decision-obstacle">
            {t(`review.obstacle.${obstacle}`)}
          </div>
        )}
        <Button
          type="primary"
          block
          size="large"
          disabled={held.lost}
          onClick={(event) => leaveFocus(event, props.onSubmit)}
          data-testid="submit-ruling"
        >
          {t('review.submit')} <kbd>Enter</kbd>
        </Button>
        <div className="decision-aside">
          <Button block onClick={(event) => leaveFocus(event, props.onSkip)} data-testid="skip">
            {t('review.skip')} <kbd>S</kbd>
          </Button>
          <Button
            block
            onClick={(event) => leaveFocus(event, props.onRelease)}
            data-testid="release"
          >
            {t('review.release')}
          </Button>
        </div>
      </div>
    </section>
  );
}

const outcomes = [
  ['pass', 'A'],
  ['block', 'R'],
  ['restrict', 'B'],
] as const;

interface OutcomesProps {
  readonly draft: DraftBody;
  readonly hasSpans: boolean;
  readonly onChange: (part: DraftBody) => void;
}

function Outcomes({ draft, hasSpans, onChange }: OutcomesProps) {
  const { t } = useTranslation();
  return (
    <div className="outcomes" role="group" aria-label={t('review.outcome')}>
      {outcomes.map(([outcome, key]) => (
        <button
          key={outcome}
          type="button"
          className={`outcome outcome-${outcome}`}
          aria-pressed={draft.outcome === outcome}
          disabled={outcome === 'restrict' && !hasSpans}
          title={outcome === 'restrict' && !hasSpans ? t('review.obstacle.spans') : undefined}
          data-testid={`ruling-${outcome}`}
          onClick={(event) => leaveFocus(event, () => onChange({ outcome }))}
        >
          {t(`review.choose.${outcome}`)}
          <kbd>{key}</kbd>
        </button>
      ))}
    </div>
  );
}

/** After a click with the pointer, Enter must mean "decide" again and not "press this button once more". */
function leaveFocus(event: React.MouseEvent<HTMLElement>, act: () => void): void {
  if (event.detail > 0) event.currentTarget.blur();
  act();
}
