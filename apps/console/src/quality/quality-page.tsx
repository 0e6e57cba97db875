import { Button, Segmented, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { labelsPath } from '../api/quality.js';
import { PageHeading } from '../display/page-heading.js';
import { useAddress } from '../display/use-address.js';
import { Accuracy } from './accuracy.js';
import { Agreement } from './agreement.js';
import { MachineQuality } from './machine-quality.js';
import { daysFrom, lastDays, shownDays, type ShownDays } from './period.js';
import { Reversals } from './reversals.js';
import './quality-page.css';

const views = {
  machine: MachineQuality,
  accuracy: Accuracy,
  agreement: Agreement,
  reversals: Reversals,
} as const;
const viewNames = Object.keys(views) as (keyof typeof views)[];

/** How good machine and people are, as far as it was measured: every figure with its interval. */
export function QualityPage() {
  const { t } = useTranslation();
  const [, setSearch] = useSearchParams();
  const { filter, change } = useAddress(['tab', 'days']);
  const days = daysFrom(filter.days);
  const active = viewNames.find((name) => name === filter.tab) ?? 'machine';
  return (
    <div className="page">
      <PageHeading
        title={t('quality.title')}
        hint={t('quality.hint')}
        actions={
          <Button
            href={labelsPath(lastDays(days, Date.now()))}
            download={`labels-${days}d.ndjson`}
            title={t('quality.labelsHint')}
            data-testid="labels-export"
          >
            {t('quality.labels')}
          </Button>
        }
      />
      <Segmented<ShownDays>
        className="fit"
        aria-label={t('quality.period')}
        value={days}
        onChange={(value) => change({ days: value })}
        options={shownDays.map((value) => ({
          value,
          label: t('quality.lastDays', { days: value }),
        }))}
      />
      <Tabs
        activeKey={active}
        onChange={(tab) => setSearch({ tab, days })}
        destroyOnHidden
        items={viewNames.map((name) => {
          const View = views[name];
          return { key: name, label: t(`quality.tab.${name}`), children: <View days={days} /> };
        })}
      />
    </div>
  );
}
