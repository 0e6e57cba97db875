import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readAppealTerms, readStrikeTerms } from '../api/disputes.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { AppealTermsForm } from './appeal-terms-form.js';
import { StrikeTermsForm } from './strike-terms-form.js';

/** What the tenant publishes: the clocks of appeals, and how strikes are counted. */
export function Terms() {
  const { t } = useTranslation();
  const appeals = useQuery({ queryKey: ['appeal-terms'], queryFn: readAppealTerms });
  const strikes = useQuery({ queryKey: ['strike-terms'], queryFn: readStrikeTerms });
  return (
    <div className="appeal-columns">
      <section className="panel">
        <h2>{t('terms.appeals')}</h2>
        <ProblemNotice problem={appeals.error} />
        {appeals.isPending && <Loading />}
        {appeals.data !== undefined && <AppealTermsForm terms={appeals.data} />}
      </section>
      <section className="panel">
        <h2>{t('terms.strikes')}</h2>
        <ProblemNotice problem={strikes.error} />
        {strikes.isPending && <Loading />}
        {strikes.data !== undefined && <StrikeTermsForm terms={strikes.data.terms} />}
      </section>
    </div>
  );
}
