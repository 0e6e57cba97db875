import { MachineQualityBody } from '@assay/contracts';
import { Alert, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { readMachineQuality } from '../api/quality.js';
import { CategoryFilter } from '../display/category-filter.js';
import { ShareFigure } from '../display/interval.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useAddress } from '../display/use-address.js';
import { GroupChoice } from './group-choice.js';
import { GroupName } from './group-name.js';
import { oneOf, type ShownDays } from './period.js';
import { useFigures } from './use-figures.js';

const groups = MachineQualityBody.shape.groupBy.options;
type Item = MachineQualityBody['items'][number];
const figures = ['falsePassRate', 'falseBlockRate', 'precision', 'recall'] as const;

/** Machine review as its random audit measured it. */
export function MachineQuality({ days }: { readonly days: ShownDays }) {
  const { t } = useTranslation();
  const { filter, change } = useAddress(['by', 'category']);
  const groupBy = oneOf(groups, filter.by);
  const report = useFigures({
    name: 'machine',
    days,
    query: { groupBy, category: filter.category },
    read: readMachineQuality,
  });
  const { data } = report;
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
      {data !== undefined && (
        <p className="quiet" data-testid="machine-audited">
          {t('quality.audited', { audited: data.audited, corrected: data.corrected })}
        </p>
      )}
      {data?.truncated === true && <Alert type="info" showIcon title={t('quality.truncated')} />}
      <div className="panel panel-flush">
        <Table<Item>
          rowKey={({ key }) => key ?? ''}
          columns={useColumns(groupBy)}
          dataSource={[...(data?.items ?? [])]}
          loading={report.isPending}
          pagination={false}
          scroll={{ x: 1000 }}
          locale={{ emptyText: t('quality.machineNone') }}
        />
      </div>
      <p className="quiet">{t('quality.intervalHint')}</p>
    </div>
  );
}

function useColumns(groupBy: string): TableColumnsType<Item> {
  const { t } = useTranslation();
  return [
    {
      title: t('quality.what'),
      width: 210,
      render: (_, { key }) => <GroupName group={groupBy} itemKey={key} />,
    },
    {
      title: t('quality.auditedCount'),
      align: 'right',
      className: 'numeric',
      width: 110,
      render: (_, { audited, corrected }) => (
        <>
          {audited}
          <div className="quiet">{t('quality.corrected', { count: corrected })}</div>
        </>
      ),
    },
    ...figures.map((name) => ({
      title: (
        <>
          {t(`quality.${name}`)}
          <div className="column-hint">{t(`quality.${name}.hint`)}</div>
        </>
      ),
      width: 170,
      render: (_: unknown, item: Item) => <ShareFigure share={item[name]} />,
    })),
  ];
}
