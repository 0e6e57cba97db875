import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listQualifications } from '../api/exams.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMe } from '../shell/session.js';
import { QualificationTable } from './qualification-table.js';

export function OwnQualifications() {
  const { t } = useTranslation();
  const { principal } = useMe();
  const passed = useQuery({
    queryKey: ['qualifications', 'own', principal],
    queryFn: () => listQualifications({ reviewer: principal }),
  });
  return (
    <section className="stack">
      <h2 className="section-title">{t('exam.ownQualifications')}</h2>
      <ProblemNotice problem={passed.error} />
      <div className="panel panel-flush">
        <QualificationTable items={passed.data?.items ?? []} loading={passed.isPending} />
      </div>
    </section>
  );
}
