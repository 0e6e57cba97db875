import type { AppealBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { readAppeal } from '../api/disputes.js';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { PageHeading } from '../display/page-heading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMay } from '../shell/session.js';
import { AppealActions } from './appeal-actions.js';
import { AppealResultChip, AppealStateChip } from './appeal-chips.js';
import { ClockList } from './clock-list.js';
import { ContestedVerdict } from './contested-verdict.js';
import { StatementPanel } from './statement-panel.js';
import './disputes.css';

/** One appeal: what is said against which verdict, the reasons given for it, the clocks, and what came of it. */
export function AppealPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const appeal = useQuery({ queryKey: ['appeal', id], queryFn: () => readAppeal(id) });
  return (
    <div className="page">
      <div>
        <Link to="/appeals">{t('appeal.back')}</Link>
      </div>
      <ProblemNotice problem={appeal.error} />
      {appeal.isPending && <Loading />}
      {appeal.data !== undefined && <Appeal appeal={appeal.data} />}
    </div>
  );
}

function Appeal({ appeal }: { readonly appeal: AppealBody }) {
  const { t } = useTranslation();
  const mayRead = useMay('submissions:read');
  const { appellant, submissionId, contestedRevision, reason } = appeal;
  return (
    <>
      <PageHeading
        title={
          <span className="row">
            {t('appeal.title')} <AppealStateChip state={appeal.state} />
            {appeal.result !== undefined && <AppealResultChip result={appeal.result} />}
          </span>
        }
        hint={
          <>
            {t(`appeal.appellant.${appellant.kind}`)}
            {appellant.reference !== undefined && <bdi> · {appellant.reference}</bdi>} ·{' '}
            <Instant at={appeal.createdAt} />
          </>
        }
        actions={<AppealActions appeal={appeal} />}
      />
      {appeal.overdue && <Alert type="error" showIcon title={t('appeal.overdueHint')} />}
      <section className="panel">
        <h2>{t('appeal.text')}</h2>
        <p className="quoted" data-testid="appeal-text">
          <bdi>{appeal.text}</bdi>
        </p>
        {appeal.entryId !== undefined && (
          <Link to={`/blacklist?entry=${appeal.entryId}`}>{t('appeal.entry')}</Link>
        )}
      </section>
      <section className="panel">
        <h2>{t('appeal.clocks')}</h2>
        <ClockList appeal={appeal} />
      </section>
      {reason !== undefined && (
        <section className="panel">
          <h2>{t('appeal.rejectedBecause')}</h2>
          <p className="quoted">
            <bdi>{reason}</bdi>
          </p>
        </section>
      )}
      {mayRead && (
        <div className="appeal-columns">
          <ContestedVerdict appeal={appeal} />
          <StatementPanel submissionId={submissionId} revision={contestedRevision} />
        </div>
      )}
    </>
  );
}
