import type { ExamBody } from '@assay/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listExams, startAttempt } from '../api/exams.js';
import { serverNowMs } from '../api/server-clock.js';
import { percentText } from '../display/figures.js';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip } from '../display/word-tags.js';
import { OwnQualifications } from './own-qualifications.js';

/** The exams that are open, where the caller stands with each, and what they passed. */
export function OwnExams() {
  const { t } = useTranslation();
  const exams = useQuery({
    queryKey: ['exams', 'open'],
    queryFn: () => listExams({ state: 'open' }),
  });
  return (
    <div className="stack">
      <ProblemNotice problem={exams.error} />
      {exams.isPending && <Loading />}
      {exams.data?.items.length === 0 && <p className="quiet panel">{t('exam.noneOpen')}</p>}
      <div className="exam-grid">
        {exams.data?.items.map((exam) => (
          <ExamCard key={exam.id} exam={exam} />
        ))}
      </div>
      <OwnQualifications />
    </div>
  );
}

function ExamCard({ exam }: { readonly exam: ExamBody }) {
  const { t, i18n } = useTranslation();
  const { nameOf } = useTaxonomies();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => startAttempt(exam.id),
    onSuccess: ({ id }) => void navigate(`/exams/attempts/${id}`),
  });
  const { qualifiedUntil, nextAttemptAt, openAttemptId } = exam.mine;
  const mustWait = nextAttemptAt !== undefined && Date.parse(nextAttemptAt) > serverNowMs();
  return (
    <section className="panel exam-card" data-testid={`exam-${exam.name}`}>
      <h2 className="row">
        {exam.name}
        {qualifiedUntil !== undefined && <Chip tone="pass">{t('exam.qualified')}</Chip>}
      </h2>
      <div>{nameOf(exam.category)}</div>
      <div className="quiet numeric">
        {t('exam.items', { count: exam.itemCount })} ·{' '}
        {t('exam.passFrom', { mark: percentText(exam.passMark, i18n.language) })} ·{' '}
        {t('exam.validFor', { days: exam.validDays })}
      </div>
      {qualifiedUntil !== undefined && (
        <div className="quiet">
          {t('exam.qualifiedUntil')} <Instant at={qualifiedUntil} style="day" />
        </div>
      )}
      {mustWait && (
        <div className="quiet">
          {t('exam.againFrom')} <Instant at={nextAttemptAt} />
        </div>
      )}
      <ProblemNotice problem={start.error} />
      <div>
        {openAttemptId === undefined ? (
          <Button
            type={qualifiedUntil === undefined ? 'primary' : 'default'}
            disabled={mustWait}
            loading={start.isPending}
            onClick={() => start.mutate()}
            data-testid="exam-start"
          >
            {t('exam.start')}
          </Button>
        ) : (
          <Button
            type="primary"
            onClick={() => void navigate(`/exams/attempts/${openAttemptId}`)}
            data-testid="exam-continue"
          >
            {t('exam.continue')}
          </Button>
        )}
      </div>
    </section>
  );
}
