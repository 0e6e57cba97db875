import type { QueuePage } from '@assay/contracts';
import { Button, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

interface DeskBarProps {
  readonly queues: QueuePage['items'];
  readonly queue: string | undefined;
  readonly onQueue: (name: string | undefined) => void;
  readonly keepsClaiming: boolean;
  readonly onKeepsClaiming: (on: boolean) => void;
  readonly onSheet: () => void;
}

/** What waits, and where to take work from. */
export function DeskBar({
  queues,
  queue,
  onQueue,
  keepsClaiming,
  onKeepsClaiming,
  onSheet,
}: DeskBarProps) {
  const { t } = useTranslation();
  const chosen = queues.filter(({ name }) => queue === undefined || name === queue);
  const sum = (field: 'open' | 'leased' | 'overdue') =>
    chosen.reduce((total, item) => total + item[field], 0);
  return (
    <header className="desk-bar">
      <h1>{t('review.title')}</h1>
      <Select
        aria-label={t('review.queue')}
        className="desk-queue"
        value={queue ?? ''}
        onChange={(name) => onQueue(name === '' ? undefined : name)}
        options={[
          { value: '', label: t('review.allQueues') },
          ...queues.map(({ name, open }) => ({ value: name, label: `${name} · ${open}` })),
        ]}
      />
      <dl className="desk-counts">
        <Count label={t('review.open')} value={sum('open')} />
        <Count label={t('review.leased')} value={sum('leased')} />
        <Count label={t('review.overdue')} value={sum('overdue')} alarming />
      </dl>
      <span className="desk-bar-end">
        <label className="row">
          <Switch size="small" checked={keepsClaiming} onChange={onKeepsClaiming} />
          {t('review.keepClaiming')}
        </label>
        <Button onClick={onSheet}>
          {t('review.keys')} <kbd>?</kbd>
        </Button>
      </span>
    </header>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly alarming?: true;
}

const Count = ({ label, value, alarming }: CountProps) => (
  <div className={alarming && value > 0 ? 'count-alarming' : undefined}>
    <dt>{label}</dt>
    <dd className="numeric">{value}</dd>
  </div>
);
