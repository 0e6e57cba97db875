import { ReversalBody } from '@assay/contracts';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { readReversals } from '../api/quality.js';
import { ShareFigure } from '../display/interval.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { GroupChoice } from './group-choice.js';
import { GroupName } from './group-name.js';
import { oneOf, type ShownDays } from './period.js';
import { useFigures } from './use-figures.js';

const groups = ReversalBody.shape.groupBy.options;
type Item = ReversalBody['items'][number];

/** How many contested verdicts did not hold, by what stood behind them. */
export function Reversals({ days }: { readonly days: ShownDays }) {
  const { t } = useTranslation();
  const { filter, change } = useAddress(['by']);
  const groupBy = oneOf(groups, filter.by);
  const report = useFigures({ name: 'reversals', days, query: { groupBy }, read: readReversals });
  return (
    <div className="stack">
      <GroupChoice
        label={t('quality.by')}
        groups={groups}
        value={groupBy}
        nameOf={(group) => t(`quality.group.${group}`)}
        onChange={(by) => change({ by })}
      />
      <ProblemNotice problem={report.error} />
      <div className="panel panel-flush">
        <Table<Item>
          rowKey={({ key }) => key ?? ''}
          columns={useColumns(groupBy)}
          dataSource={[...(report.data?.items ?? [])]}
          loading={report.isPending}
          pagination={false}
          scroll={{ x: 640 }}
          locale={{ emptyText: t('quality.reversalsNone') }}
        />
      </div>
      <p className="quiet">{t('quality.reversalsHint')}</p>
    </div>
  );
}

function useColumns(groupBy: string): TableColumnsType<Item> {
  const { t } = useTranslation();
  const numeric = { align: 'right', className: 'numeric', width: 110 } as const;
  return [
    {
      title: t('quality.what'),
      render: (_, { key, name }) => <GroupName group={groupBy} itemKey={key} name={name} />,
    },
    { ...numeric, title: t('quality.decided'), dataIndex: 'decided' },
    { ...numeric, title: t('quality.overturned'), dataIndex: 'overturned' },
    { ...numeric, title: t('quality.changed'), dataIndex: 'changed' },
    {
      title: t('quality.reversalRate'),
      width: 220,
      render: (_, { rate }) => <ShareFigure share={rate} />,
    },
  ];
}
