import type { QueueLoadBody, QueueLoadPage } from '@assay/contracts';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { spanText } from './span-text.js';

interface LoadTableProps {
  readonly load: QueueLoadPage;
  readonly onOpen: (queue: string) => void;
}

/** One line for every queue: what lies there, how fast it comes and goes, and what that leads to. */
export function LoadTable({ load, onOpen }: LoadTableProps) {
  const { t } = useTranslation();
  return (
    <div className="panel panel-flush">
      <Table<QueueLoadBody>
        rowKey="name"
        columns={useColumns(load.at)}
        dataSource={[...load.items]}
        pagination={false}
        scroll={{ x: 1000 }}
        locale={{ emptyText: t('queues.none') }}
        onRow={({ name }) =>
          ({
            'data-testid': `queue-row-${name}`,
            className: 'clickable-row',
            onClick: () => onOpen(name),
          }) as React.HTMLAttributes<HTMLElement>
        }
      />
    </div>
  );
}

function useColumns(at: string): TableColumnsType<QueueLoadBody> {
  const { t, i18n } = useTranslation();
  const count = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const numeric = { align: 'right', className: 'numeric' } as const;
  return [
    {
      title: t('queues.queue'),
      fixed: 'left',
      render: (_, { name, oldestAt }) => (
        <>
          <button type="button" className="entry-value">
            {name}
          </button>
          {oldestAt !== undefined && (
            <div className="quiet">
              {t('queues.oldest', {
                time: spanText(Date.parse(at) - Date.parse(oldestAt), i18n.language),
              })}
            </div>
          )}
        </>
      ),
    },
    { ...numeric, title: t('queues.open'), width: 80, render: (_, { open }) => count.format(open) },
    {
      ...numeric,
      title: t('queues.held'),
      width: 80,
      render: (_, { leased }) => count.format(leased),
    },
    {
      ...numeric,
      title: t('queues.overdue'),
      width: 100,
      render: (_, { overdue }) => (
        <span className={overdue > 0 ? 'figure-late' : ''}>{count.format(overdue)}</span>
      ),
    },
    {
      ...numeric,
      title: t('queues.flow'),
      width: 110,
      render: (_, { arrivalsPerHour, handledPerHour }) => (
        <span title={t('queues.flowHint')}>
          {count.format(arrivalsPerHour)} / {count.format(handledPerHour)}
        </span>
      ),
    },
    {
      ...numeric,
      title: t('queues.median'),
      width: 100,
      render: (_, { medianHandlingSeconds: median }) =>
        median === undefined ? '—' : spanText(median * 1000, i18n.language),
    },
    {
      ...numeric,
      title: t('queues.skips'),
      width: 100,
      render: (_, { skipsPerHour }) => count.format(skipsPerHour),
    },
    {
      ...numeric,
      title: t('queues.present'),
      width: 95,
      render: (_, { present, open }) => (
        <span className={present === 0 && open > 0 ? 'figure-late' : ''}>
          {count.format(present)}
        </span>
      ),
    },
    {
      title: t('queues.forecast'),
      width: 200,
      render: (_, { forecast }) => <Forecast forecast={forecast} />,
    },
  ];
}

/** The forecast counts no further: then people are not what is missing. */
const tooMany = 10_000;

/** What misses its due time if nothing changes, and how many people it takes to have none. */
export function Forecast({ forecast }: { readonly forecast: QueueLoadBody['forecast'] }) {
  const { t } = useTranslation();
  const { horizonHours, breaches, firstBreachAt, needed } = forecast;
  if (breaches === 0)
    return <span className="quiet">{t('queues.noBreach', { hours: horizonHours })}</span>;
  return (
    <>
      <div className="figure-late">
        {t('queues.breaches', { count: Math.ceil(breaches), hours: horizonHours })}
      </div>
      <div className="quiet">
        {firstBreachAt !== undefined && (
          <>
            {t('queues.firstBreach')} <Instant at={firstBreachAt} /> ·{' '}
          </>
        )}
        {needed < tooMany ? t('queues.needed', { count: needed }) : t('queues.notEnough')}
      </div>
    </>
  );
}
