import type { ExamAttemptBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { readAttempt } from '../api/exams.js';
import { Loading } from '../display/loading.js';
import { PageHeading } from '../display/page-heading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { AttemptItem } from './attempt-item.js';
import { AttemptResult } from './attempt-result.js';
import { answeredCount, nextOpen } from './attempt-steps.js';
import './exams.css';

/** An exam, one item at a time; after the last answer, what came of it. */
export function AttemptPage() {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const { id = '' } = useParams();
  const attempt = useQuery({ queryKey: ['attempt', id], queryFn: () => readAttempt(id) });
  const { data } = attempt;
  return (
    <div className="page">
      <div>
        <Link to="/exams">{t('exam.back')}</Link>
      </div>
      <ProblemNotice problem={attempt.error} />
      {attempt.isPending && <Loading />}
      {data !== undefined && (
        <>
          <PageHeading
            title={t('exam.attempt')}
            hint={
              <>
                {nameOf(data.category)} ·{' '}
                {t('exam.progress', {
                  answered: answeredCount(data.items),
                  total: data.items.length,
                })}
              </>
            }
          />
          {data.result === undefined ? (
            <OpenAttempt key={data.id} attempt={data} />
          ) : (
            <AttemptResult attempt={data} result={data.result} />
          )}
        </>
      )}
    </div>
  );
}

function OpenAttempt({ attempt }: { readonly attempt: ExamAttemptBody }) {
  const { t } = useTranslation();
  const { items } = attempt;
  const first = items[0]?.position ?? 1;
  const [position, setPosition] = useState(
    () => nextOpen(items, items.at(-1)?.position ?? first) ?? first,
  );
  const item = items.find((each) => each.position === position);
  return (
    <>
      <Progress
        percent={(answeredCount(items) / Math.max(1, items.length)) * 100}
        showInfo={false}
        aria-label={t('exam.progressBar')}
      />
      {item !== undefined && (
        <AttemptItem key={position} attempt={attempt} item={item} onMove={setPosition} />
      )}
    </>
  );
}
