import type { CareBody } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

export type Care = z.infer<typeof CareBody>;

/** Points of today's budget: a means of control over one's own day. */
export function ExposureMeter({ care }: { readonly care: Care }) {
  const { t } = useTranslation();
  const { points, budget, overBudget } = care;
  const share = budget === 0 ? 1 : Math.min(1, points / budget);
  const words = t('desk.exposureOf', { points, budget });
  return (
    <div
      className={overBudget ? 'exposure exposure-over' : 'exposure'}
      role="meter"
      aria-label={t('desk.exposure')}
      aria-valuemin={0}
      aria-valuemax={Math.max(budget, points, 1)}
      aria-valuenow={points}
      aria-valuetext={words}
      title={t('desk.exposureHint')}
      data-testid="exposure"
    >
      <span className="exposure-words">
        <span className="quiet">{t('desk.exposure')}</span> <span className="numeric">{words}</span>
      </span>
      <span className="exposure-track">
        <span className="exposure-fill" style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}
