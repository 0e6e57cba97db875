import type { ReviewClusterBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { listClusters } from '../api/reviews.js';
import { Instant } from '../display/instant.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip, OutcomeChip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';
import { ReopenCluster } from './reopen-cluster.js';

/** What became of tasks that one ruling decided together. Read when the page opens and after a re-open. */
export function Clusters() {
  const { t } = useTranslation();
  const columns = useColumns();
  const clusters = useQuery({
    queryKey: ['clusters'],
    queryFn: listClusters,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const items = clusters.data?.items ?? [];
  if (items.length === 0) return <ProblemNotice problem={clusters.error} />;
  return (
    <section aria-labelledby="clusters-title" className="stack" data-testid="clusters">
      <div>
        <h2 id="clusters-title">{t('queues.clusters')}</h2>
        <span className="quiet">{t('queues.clustersHint')}</span>
      </div>
      <ProblemNotice problem={clusters.error} />
      <div className="panel panel-flush">
        <Table<ReviewClusterBody>
          rowKey="id"
          columns={columns}
          dataSource={[...items]}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 1000 }}
          onRow={({ id }) =>
            ({ 'data-testid': `cluster-${id}` }) as React.HTMLAttributes<HTMLElement>
          }
        />
      </div>
    </section>
  );
}

function useColumns(): TableColumnsType<ReviewClusterBody> {
  const { t, i18n } = useTranslation();
  const { nameOf } = useTaxonomies();
  const mayManage = useMay('reviews:manage');
  const count = new Intl.NumberFormat(i18n.language);
  const numeric = { align: 'right', className: 'numeric', width: 90 } as const;
  const columns: TableColumnsType<ReviewClusterBody> = [
    {
      title: t('queues.cluster.ruledAt'),
      width: 150,
      render: (_, { ruledAt }) => <Instant at={ruledAt} />,
    },
    {
      title: t('queues.cluster.person'),
      width: 120,
      render: (_, { actor }) => <PersonName principal={actor} />,
    },
    { title: t('queues.queue'), render: (_, { queue }) => <bdi>{queue}</bdi> },
    {
      title: t('queues.cluster.outcome'),
      width: 160,
      render: (_, { outcome, category }) => (
        <>
          <OutcomeChip outcome={outcome} />
          {category !== undefined && <div className="quiet">{nameOf(category)}</div>}
        </>
      ),
    },
    {
      ...numeric,
      title: t('queues.cluster.members'),
      render: (_, { members }) => count.format(members),
    },
    {
      ...numeric,
      title: t('queues.cluster.waiting'),
      render: (_, { waiting }) => count.format(waiting),
    },
    {
      ...numeric,
      title: t('queues.cluster.agreed'),
      render: (_, { agreed }) => count.format(agreed),
    },
    {
      ...numeric,
      title: t('queues.cluster.disagreed'),
      width: 130,
      render: (_, { disagreed }) =>
        disagreed === 0 ? (
          count.format(0)
        ) : (
          <Chip tone="restrict">{t('queues.cluster.differ', { count: disagreed })}</Chip>
        ),
    },
    {
      ...numeric,
      title: t('queues.cluster.reopened'),
      width: 110,
      render: (_, { reopened }) => count.format(reopened),
    },
  ];
  if (!mayManage) return columns;
  return [
    ...columns,
    {
      title: t('queues.cluster.action'),
      width: 110,
      render: (_, cluster) => <ReopenCluster cluster={cluster} />,
    },
  ];
}
