import type { OwnQualityBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readOwnQuality } from '../../api/quality.js';
import { Instant } from '../../display/instant.js';
import { ShareFigure } from '../../display/interval.js';
import { Loading } from '../../display/loading.js';
import { ProblemNotice } from '../../display/problem-notice.js';
import { secondsText } from './seconds-text.js';
import { Figure } from './figure.js';

/** The last thirty days, up to midnight; accuracy never without its interval. */
export function OwnFigures() {
  const { t } = useTranslation();
  const own = useQuery({ queryKey: ['own-quality'], queryFn: readOwnQuality, staleTime: 60_000 });
  return (
    <section className="drawer-section" data-testid="own-figures">
      <h2>{t('desk.figures')}</h2>
      {own.isPending && <Loading />}
      <ProblemNotice problem={own.error} />
      {own.data !== undefined && <Figures own={own.data} />}
    </section>
  );
}

function Figures({ own }: { readonly own: OwnQualityBody }) {
  const { t, i18n } = useTranslation();
  const { rulings, skipped, medianHandlingMs, gold, asOf } = own;
  return (
    <>
      <dl className="facts">
        <Figure label={t('desk.rulings')}>{rulings}</Figure>
        <Figure label={t('desk.skipped')}>{skipped}</Figure>
        <Figure label={t('desk.medianHandling')}>
          {medianHandlingMs === undefined ? '—' : secondsText(medianHandlingMs, i18n.language)}
        </Figure>
        <div>
          <dt>{t('desk.goldAccuracy')}</dt>
          <dd>{gold === undefined ? t('desk.goldTooFew') : <ShareFigure share={gold.wilson} />}</dd>
        </div>
      </dl>
      {gold !== undefined && (
        <p className="quiet">
          {t('desk.goldOf', { correct: gold.correct, rulings: gold.rulings })}
        </p>
      )}
      <p className="quiet">
        {t('desk.figuresAsOf')} <Instant at={asOf} style="day" />
      </p>
    </>
  );
}
