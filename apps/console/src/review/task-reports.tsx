import type { ReviewTaskBody } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip } from '../display/word-tags.js';
import { CoveredText } from './covered-text.js';
import { MarkedText } from './marked-text.js';

type Reports = NonNullable<ReviewTaskBody['reports']>;

interface TaskReportsProps {
  readonly reports: Reports;
  readonly revealed: boolean;
}

/** What was said about published content. It may quote that content, so it is covered along with it. */
export function TaskReports({ reports, revealed }: TaskReportsProps) {
  const { t } = useTranslation();
  if (reports.length === 0) return null;
  return (
    <section className="panel" aria-label={t('purpose.report')} data-testid="task-reports">
      <h2>{t('desk.reports', { count: reports.length })}</h2>
      <div className="side-by-side">
        {reports.map((report, index) => (
          <Report key={index} report={report} revealed={revealed} />
        ))}
      </div>
    </section>
  );
}

function Report({
  report,
  revealed,
}: {
  readonly report: Reports[number];
  readonly revealed: boolean;
}) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const { source, category, explanation, location, createdAt } = report;
  return (
    <div className="said-card">
      <div className="row quiet">
        <Chip tone={source === 'user' ? 'plain' : 'accent'}>{t(`report.source.${source}`)}</Chip>
        <span>
          {t('desk.reportedAt')} <Instant at={createdAt} />
        </span>
      </div>
      {category !== undefined && (
        <div>{t('desk.reportedCategory', { name: nameOf(category) })}</div>
      )}
      <CoveredText revealed={revealed} className="task-text said">
        <MarkedText text={explanation} marks={[]} reasons={[]} pointedAt={undefined} />
        {location !== undefined && (
          <div>
            <span className="quiet">{t('desk.reportedPlace')}</span>{' '}
            <MarkedText text={location} marks={[]} reasons={[]} pointedAt={undefined} />
          </div>
        )}
      </CoveredText>
    </div>
  );
}
