import type { StatementBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readDsaStatement, readStatement } from '../api/disputes.js';
import { asProblem } from '../api/problem.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { saveJson } from '../display/save-file.js';
import { useTaxonomies } from '../display/taxonomies.js';

const views = ['zh-CN', 'en', 'dsa'] as const;
type View = (typeof views)[number];

interface StatementPanelProps {
  readonly submissionId: string;
  readonly revision: number;
}

/** The reasons that were stated for the contested verdict: in plain language, or as a record. */
export function StatementPanel(verdict: StatementPanelProps) {
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  const [view, setView] = useState<View>(languageOf);
  return (
    <section className="panel" data-testid="statement">
      <h2>{t('appeal.statement')}</h2>
      <div className="stack">
        <Segmented<View>
          className="fit"
          aria-label={t('appeal.statementForm')}
          value={view}
          onChange={setView}
          options={views.map((value) => ({ value, label: t(`appeal.statement.${value}`) }))}
        />
        {view === 'dsa' ? <DsaRecord {...verdict} /> : <Letter {...verdict} locale={view} />}
      </div>
    </section>
  );
}

function Letter({
  locale,
  ...verdict
}: StatementPanelProps & { readonly locale: StatementBody['locale'] }) {
  const statement = useQuery({
    queryKey: ['statement', verdict, locale],
    queryFn: () => readStatement(verdict, locale),
  });
  if (statement.isPending) return <Loading />;
  if (statement.data === undefined) return <ProblemNotice problem={statement.error} />;
  return (
    <div className="letter" lang={locale}>
      <h3>{statement.data.title}</h3>
      {statement.data.paragraphs.map(({ heading, text }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          <p>
            <bdi>{text}</bdi>
          </p>
        </section>
      ))}
    </div>
  );
}

function DsaRecord(verdict: StatementPanelProps) {
  const { t } = useTranslation();
  const record = useQuery({
    queryKey: ['statement', verdict, 'dsa'],
    queryFn: () => readDsaStatement(verdict),
  });
  if (record.isPending) return <Loading />;
  if (record.error !== null && asProblem(record.error).code === 'not_found')
    return <p className="quiet">{t('appeal.noRecord')}</p>;
  if (record.data === undefined) return <ProblemNotice problem={record.error} />;
  const name = `dsa-${verdict.submissionId}-${verdict.revision}.json`;
  return (
    <>
      <div>
        <Button onClick={() => saveJson(name, record.data)}>{t('appeal.download')}</Button>
      </div>
      <pre className="record mono" tabIndex={0}>
        {JSON.stringify(record.data, null, 2)}
      </pre>
    </>
  );
}
