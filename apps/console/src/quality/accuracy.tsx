import { AccuracyBody } from '@assay/contracts';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { readAccuracy } from '../api/quality.js';
import { CategoryFilter } from '../display/category-filter.js';
import { ShareFigure } from '../display/interval.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { GroupChoice } from './group-choice.js';
import { GroupName } from './group-name.js';
import { oneOf, type ShownDays } from './period.js';
import { useFigures } from './use-figures.js';

const groups = AccuracyBody.shape.groupBy.options;
type Item = AccuracyBody['items'][number];

/** How often people and teams were right where the answer is known. */
export function Accuracy({ days }: { readonly days: ShownDays }) {
  const { t } = useTranslation();
  const { filter, change } = useAddress(['by', 'category']);
  const groupBy = oneOf(groups, filter.by);
  const report = useFigures({
    name: 'accuracy',
    days,
    query: { groupBy, category: filter.category },
    read: readAccuracy,
  });
  return (
    <div className="stack">
      <div className="row">
        <GroupChoice
          label={t('quality.by')}
          groups={groups}
          value={groupBy}
          nameOf={(group) => t(`quality.group.${group}`)}
          onChange={(by) => change({ by })}
        />
        <CategoryFilter value={filter.category} onChange={(category) => change({ category })} />
      </div>
      <ProblemNotice problem={report.error} />
      <div className="panel panel-flush">
        <Table<Item>
          rowKey="key"
          columns={useColumns(groupBy)}
          dataSource={[...(report.data?.items ?? [])]}
          loading={report.isPending}
          pagination={false}
          scroll={{ x: 720 }}
          locale={{ emptyText: t('quality.accuracyNone') }}
        />
      </div>
      <p className="quiet">{t('quality.accuracyHint')}</p>
    </div>
  );
}

function useColumns(groupBy: string): TableColumnsType<Item> {
  const { t } = useTranslation();
  return [
    {
      title: t('quality.what'),
      render: (_, { key, name }) => <GroupName group={groupBy} itemKey={key} name={name} />,
    },
    {
      title: t('quality.goldRight'),
      align: 'right',
      className: 'numeric',
      width: 140,
      render: (_, { correct, rulings }) => t('quality.rightOf', { correct, rulings }),
    },
    {
      title: t('quality.wilson'),
      width: 220,
      render: (_, { wilson }) => <ShareFigure share={wilson} />,
    },
    {
      title: t('quality.exact'),
      width: 220,
      render: (_, { exact }) => <ShareFigure share={exact} />,
    },
  ];
}
