import { AppealBody } from '@assay/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { listAppeals } from '../api/disputes.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { AppealResultChip, AppealStateChip } from './appeal-chips.js';
import { RunningClock } from './clock-list.js';

/** Appeals with the clock that runs; filters and page live in the address. */
export function AppealList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { filter, refine } = useAddress(['state', 'overdue', 'submissionId', 'cursor']);
  const appeals = useQuery({
    queryKey: ['appeals', filter],
    queryFn: () => listAppeals(filter),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <div className="row">
        <Select
          className="filter"
          allowClear
          aria-label={t('appeal.state')}
          placeholder={t('appeal.anyState')}
          value={filter.state}
          onChange={(state?: string) => refine({ state })}
          options={AppealBody.shape.state.options.map((value) => ({
            value,
            label: t(`appeal.state.${value}`),
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
        <Checkbox
          checked={filter.overdue === 'true'}
          onChange={({ target }) => refine({ overdue: target.checked ? 'true' : undefined })}
          data-testid="appeals-overdue"
        >
          {t('appeal.onlyOverdue')}
        </Checkbox>
      </div>
      <ProblemNotice problem={appeals.error} />
      <div className="panel panel-flush">
        <Table<AppealBody>
          rowKey="id"
          columns={useColumns()}
          dataSource={[...(appeals.data?.items ?? [])]}
          loading={appeals.isPending}
          pagination={false}
          scroll={{ x: 940 }}
          locale={{ emptyText: t('appeal.none') }}
          onRow={({ id }) =>
            ({
              'data-testid': `appeal-row-${id}`,
              className: 'clickable-row',
              onClick: () => void navigate(`/appeals/${id}`),
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
        <CursorPager nextCursor={appeals.data?.nextCursor} />
      </div>
    </div>
  );
}

function useColumns(): TableColumnsType<AppealBody> {
  const { t } = useTranslation();
  return [
    {
      title: t('appeal.text'),
      render: (_, { id, text, appellant }) => (
        <>
          <Link
            to={`/appeals/${id}`}
            className="one-line"
            onClick={(event) => event.stopPropagation()}
          >
            <bdi>{text}</bdi>
          </Link>
          <div className="quiet">
            {t(`appeal.appellant.${appellant.kind}`)}
            {appellant.reference !== undefined && <bdi> · {appellant.reference}</bdi>}
          </div>
        </>
      ),
    },
    {
      title: t('appeal.contested'),
      width: 210,
      render: (_, { submissionId, externalId, contestedRevision }) => (
        <>
          <bdi>{externalId ?? <code title={submissionId}>…{submissionId.slice(-8)}</code>}</bdi>
          <div className="quiet">{t('appeal.revision', { revision: contestedRevision })}</div>
        </>
      ),
    },
    {
      title: t('appeal.state'),
      width: 190,
      render: (_, { state, result }) => (
        <span className="row">
          <AppealStateChip state={state} />
          {result !== undefined && <AppealResultChip result={result} />}
        </span>
      ),
    },
    {
      title: t('appeal.clock'),
      width: 230,
      render: (_, appeal) => <RunningClock appeal={appeal} />,
    },
    {
      title: t('appeal.created'),
      width: 150,
      render: (_, { createdAt }) => <Instant at={createdAt} />,
    },
  ];
}
