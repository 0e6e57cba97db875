import type { QueueLoadBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { readQueue } from '../api/queues.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { Forecast } from './load-table.js';
import { QueueSettingsForm } from './queue-settings-form.js';

interface QueueDrawerProps {
  readonly name: string | undefined;
  readonly load: QueueLoadBody | undefined;
  readonly onClose: () => void;
}

/** One queue: what it leads to now, and how it works. */
export function QueueDrawer({ name, load, onClose }: QueueDrawerProps) {
  const { t } = useTranslation();
  const queue = useQuery({
    queryKey: ['queue', name],
    queryFn: () => readQueue(name as string),
    enabled: name !== undefined,
  });
  return (
    <Drawer
      open={name !== undefined}
      onClose={onClose}
      size={620}
      title={name ?? t('queues.queue')}
    >
      <div className="stack" data-testid="queue-drawer">
        {load !== undefined && <Forecast forecast={load.forecast} />}
        <ProblemNotice problem={queue.error} />
        {queue.isPending && name !== undefined && <Loading />}
        {queue.data !== undefined && <QueueSettingsForm key={queue.data.name} queue={queue.data} />}
      </div>
    </Drawer>
  );
}
