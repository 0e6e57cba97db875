import type { DraftBody } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import { leaveFocus } from './leave-focus.js';

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

/** The three outcomes, and that there is nothing to judge. */
export function Outcomes({ draft, hasSpans, onChange }: OutcomesProps) {
  const { t } = useTranslation();
  const broken = draft.kind === 'content_broken';
  return (
    <div className="outcomes" role="group" aria-label={t('review.outcome')}>
      {outcomes.map(([outcome, key]) => (
        <button
          key={outcome}
          type="button"
          className={`outcome outcome-${outcome}`}
          aria-pressed={!broken && draft.outcome === outcome}
          disabled={outcome === 'restrict' && !hasSpans}
          title={outcome === 'restrict' && !hasSpans ? t('review.obstacle.spans') : undefined}
          data-testid={`ruling-${outcome}`}
          onClick={(event) => leaveFocus(event, () => onChange({ kind: 'ruling', outcome }))}
        >
          {t(`review.choose.${outcome}`)}
          <kbd>{key}</kbd>
        </button>
      ))}
      <button
        type="button"
        className="outcome outcome-broken"
        aria-pressed={broken}
        title={t('desk.brokenHint')}
        data-testid="ruling-broken"
        onClick={(event) => leaveFocus(event, () => onChange({ kind: 'content_broken' }))}
      >
        {t('review.choose.broken')}
        <kbd>X</kbd>
      </button>
    </div>
  );
}
