import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { PageHeading } from '../display/page-heading.js';
import { useAddress } from '../display/use-address.js';
import { useMay } from '../shell/session.js';
import { Alarms } from './alarms.js';
import { Clusters } from './clusters.js';
import { LoadTable } from './load-table.js';
import { NewQueueDialog } from './new-queue-dialog.js';
import { PeoplePresent } from './people-present.js';
import { QueueDrawer } from './queue-drawer.js';
import { StreamChip } from './stream-chip.js';
import { useLoad } from './use-load.js';
import './queues-page.css';

/** What waits, who works on it, and what will be late: pushed by the gateway, never asked for. */
export function QueuesPage() {
  const { t } = useTranslation();
  const { filter, change } = useAddress(['queue']);
  const mayManage = useMay('reviews:manage');
  const [creating, setCreating] = useState(false);
  const { state, load } = useLoad();
  return (
    <div className="page">
      <PageHeading
        title={t('queues.title')}
        hint={
          <span className="row">
            {t('queues.hint')}
            <StreamChip state={state} />
            {load !== undefined && <Instant at={load.at} style="second" />}
          </span>
        }
        actions={
          mayManage && (
            <Button onClick={() => setCreating(true)} data-testid="queue-new">
              {t('queues.new')}
            </Button>
          )
        }
      />
      {load === undefined ? (
        <Loading />
      ) : (
        <>
          <Alarms alarms={load.alarms} onOpen={(queue) => change({ queue })} />
          <LoadTable load={load} onOpen={(queue) => change({ queue })} />
          <PeoplePresent people={load.people} />
        </>
      )}
      <Clusters />
      <QueueDrawer
        name={filter.queue}
        load={load?.items.find(({ name }) => name === filter.queue)}
        onClose={() => change({ queue: undefined })}
      />
      <NewQueueDialog
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(queue) => {
          setCreating(false);
          change({ queue });
        }}
      />
    </div>
  );
}
