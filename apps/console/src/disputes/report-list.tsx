import { ReportBody } from '@assay/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Select, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { listReports } from '../api/disputes.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { useAddress } from '../display/use-address.js';
import { Chip, OutcomeChip } from '../display/word-tags.js';

/** Notices about published content. */
export function ReportList() {
  const { t } = useTranslation();
  const { filter, refine } = useAddress(['state', 'submissionId', 'cursor']);
  const reports = useQuery({
    queryKey: ['reports', filter],
    queryFn: () => listReports(filter),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <div className="row">
        <Select
          className="filter"
          allowClear
          aria-label={t('report.state')}
          placeholder={t('report.anyState')}
          value={filter.state}
          onChange={(state?: string) => refine({ state })}
          options={ReportBody.shape.state.options.map((value) => ({
            value,
            label: t(`report.state.${value}`),
          }))}
        />
        <Input.Search
          key={filter.submissionId ?? ''}
          className="filter-search"
          allowClear
          aria-label={t('appeal.submission')}
          placeholder={t('appeal.submission')}
          defaultValue={filter.submissionId}
          onSearch={(text) => refine({ submissionId: text.trim() })}
        />
      </div>
      <ProblemNotice problem={reports.error} />
      <div className="panel panel-flush">
        <Table<ReportBody>
          rowKey="id"
          columns={useColumns()}
          dataSource={[...(reports.data?.items ?? [])]}
          loading={reports.isPending}
          pagination={false}
          scroll={{ x: 940 }}
          locale={{ emptyText: t('report.none') }}
          expandable={{
            expandedRowRender: reportFacts,
          }}
        />
        <CursorPager nextCursor={reports.data?.nextCursor} />
      </div>
    </div>
  );
}

function useColumns(): TableColumnsType<ReportBody> {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return [
    {
      title: t('report.explanation'),
      render: (_, { explanation }) => <bdi className="one-line">{explanation}</bdi>,
    },
    {
      title: t('report.source'),
      width: 120,
      render: (_, { source }) => (
        <Chip tone={source === 'user' ? 'plain' : 'accent'}>{t(`report.source.${source}`)}</Chip>
      ),
    },
    {
      title: t('figure.category'),
      width: 150,
      render: (_, { category }) => (category === undefined ? '—' : nameOf(category)),
    },
    {
      title: t('report.together'),
      align: 'right',
      className: 'numeric',
      width: 100,
      dataIndex: 'reportsTogether',
    },
    {
      title: t('report.state'),
      width: 170,
      render: (_, { state, outcome }) => (
        <span className="row">
          <Chip tone={state === 'decided' ? 'pass' : 'accent'}>{t(`report.state.${state}`)}</Chip>
          {outcome !== undefined && <OutcomeChip outcome={outcome} />}
        </span>
      ),
    },
    {
      title: t('appeal.created'),
      width: 150,
      render: (_, { createdAt }) => <Instant at={createdAt} />,
    },
  ];
}

const reportFacts = (report: ReportBody) => <ReportFacts report={report} />;

function ReportFacts({ report }: { readonly report: ReportBody }) {
  const { t } = useTranslation();
  const { name, email } = report.reporter;
  return (
    <div className="stack">
      <p className="quoted">
        <bdi>{report.explanation}</bdi>
      </p>
      <dl className="facts">
        <div>
          <dt>{t('appeal.submission')}</dt>
          <dd>
            <code>{report.submissionId}</code>
          </dd>
        </div>
        <div>
          <dt>{t('report.location')}</dt>
          <dd>
            <bdi>{report.location ?? '—'}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('report.reporter')}</dt>
          <dd>
            <bdi>{[name, email].filter((part) => part !== undefined).join(' · ') || '—'}</bdi>
          </dd>
        </div>
        {report.decidedAt !== undefined && (
          <div>
            <dt>{t('report.decided')}</dt>
            <dd>
              <Instant at={report.decidedAt} />
              {report.resultRevision !== undefined && (
                <> · {t('appeal.revision', { revision: report.resultRevision })}</>
              )}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}
