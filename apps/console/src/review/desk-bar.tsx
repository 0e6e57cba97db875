import type { QueuePage } from '@assay/contracts';
import { Button, Select, Switch, type RefSelectProps } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/session.js';
import { ExposureMeter, type Care } from './care/exposure-meter.js';
import type { LiveState } from './live/live-desk.js';

interface DeskBarProps {
  readonly queues: QueuePage['items'];
  readonly queue: string | undefined;
  readonly queueField: RefObject<RefSelectProps | null>;
  readonly live: LiveState;
  readonly care: Care | undefined;
  readonly keepsClaiming: boolean;
  readonly paused: boolean;
  readonly onQueue: (name: string | undefined) => void;
  readonly onKeepsClaiming: (on: boolean) => void;
  readonly onPause: () => void;
  readonly onWork: () => void;
  readonly onSheet: () => void;
}

/** What waits, where to take work from, and how the day goes. */
export function DeskBar(props: DeskBarProps) {
  const { queues, queue, live, care, paused } = props;
  const { t } = useTranslation();
  const isLead = useMay('reviews:read');
  const count = isLead ? String : atMost;
  const chosen = queues.filter(({ name }) => queue === undefined || name === queue);
  const sum = (field: 'open' | 'leased' | 'overdue') =>
    chosen.reduce((total, item) => total + item[field], 0);
  return (
    <header className="desk-bar">
      <h1>{t('review.title')}</h1>
      <span className="row">
        <Select
          ref={props.queueField}
          aria-label={t('review.queue')}
          className="desk-queue"
          data-testid="queue"
          value={queue ?? ''}
          onChange={(name) => {
            props.onQueue(name === '' ? undefined : name);
            props.queueField.current?.blur();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') props.queueField.current?.blur();
          }}
          options={[
            { value: '', label: t('review.allQueues') },
            ...queueOptions({ queues, queue, count }),
          ]}
        />
        <kbd>Q</kbd>
      </span>
      <dl className={live === 'offline' ? 'desk-counts desk-counts-old' : 'desk-counts'}>
        <Count label={t('review.open')} value={sum('open')} shown={count} />
        {isLead && <Count label={t('review.leased')} value={sum('leased')} shown={count} />}
        <Count label={t('review.overdue')} value={sum('overdue')} shown={count} alarming />
      </dl>
      <LiveMark live={live} />
      {care !== undefined && <ExposureMeter care={care} />}
      <span className="desk-bar-end">
        <label className="row">
          <Switch size="small" checked={props.keepsClaiming} onChange={props.onKeepsClaiming} />
          {t('review.keepClaiming')}
        </label>
        <Button size="small" onClick={props.onPause} aria-pressed={paused} data-testid="pause">
          {t(paused ? 'desk.resume' : 'desk.pause')} <kbd>P</kbd>
        </Button>
        <Button size="small" onClick={props.onWork} data-testid="my-work-open">
          {t('desk.myWork')} <kbd>W</kbd>
        </Button>
        <Button size="small" onClick={props.onSheet}>
          {t('review.keys')} <kbd>?</kbd>
        </Button>
      </span>
    </header>
  );
}

/** The chosen queue stays in the list when it has no work any more. */
function queueOptions({ queues, queue, count }: QueueChoice) {
  const gone = queue !== undefined && !queues.some(({ name }) => name === queue);
  return [
    ...queues.map(({ name, open }) => ({ value: name, label: `${name} · ${count(open)}` })),
    ...(gone ? [{ value: queue, label: `${queue} · 0` }] : []),
  ];
}

interface QueueChoice extends Pick<DeskBarProps, 'queues' | 'queue'> {
  readonly count: (value: number) => string;
}

/** Reviewers get the upper ends of steps, so that counts do not tell what a colleague did. */
const atMost = (value: number): string => (value === 0 ? '0' : `≤ ${value}`);

function LiveMark({ live }: { readonly live: LiveState }) {
  const { t } = useTranslation();
  return (
    <span
      className={`live live-${live}`}
      role="status"
      title={t(`desk.live.${live}.hint`)}
      data-testid="live"
      data-state={live}
    >
      {t(`desk.live.${live}`)}
    </span>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly shown: (value: number) => string;
  readonly alarming?: true;
}

const Count = ({ label, value, shown, alarming }: CountProps) => (
  <div className={alarming && value > 0 ? 'count-alarming' : undefined}>
    <dt>{label}</dt>
    <dd className="numeric">{shown(value)}</dd>
  </div>
);
