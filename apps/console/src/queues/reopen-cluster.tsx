import type { ReviewClusterBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reopenCluster } from '../api/reviews.js';
import { ProblemNotice } from '../display/problem-notice.js';

/** Sends what one ruling decided together to people again, after a question and with the number that came of it. */
export function ReopenCluster({ cluster }: { readonly cluster: ReviewClusterBody }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const reopen = useMutation({
    mutationFn: () => reopenCluster(cluster.id),
    onSuccess: async ({ reopened }) => {
      setAsked(false);
      if (reopened === 0) void message.info(t('queues.cluster.reopenedNone'));
      else void message.success(t('queues.cluster.reopenedNow', { count: reopened }));
      await queries.invalidateQueries({ queryKey: ['clusters'] });
    },
  });
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          reopen.reset();
          setAsked(true);
        }}
        data-testid={`cluster-reopen-${cluster.id}`}
      >
        {t('queues.cluster.reopen')}
      </Button>
      <Modal
        open={asked}
        title={t('queues.cluster.reopenTitle')}
        okText={t('queues.cluster.reopen')}
        okButtonProps={{ loading: reopen.isPending, 'data-testid': 'cluster-reopen-confirm' }}
        onOk={() => reopen.mutate()}
        onCancel={() => setAsked(false)}
      >
        <div className="stack">
          <p>{t('queues.cluster.reopenAsk', { count: cluster.members })}</p>
          <ProblemNotice problem={reopen.error} />
        </div>
      </Modal>
    </>
  );
}
