import type { AppealBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptAppeal, rejectAppeal, withdrawAppeal } from '../api/disputes.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMay } from '../shell/session.js';
import { SiblingsDialog } from './siblings-dialog.js';

/** What may happen to the appeal next; the gateway refuses whoever had a part in the verdict. */
export function AppealActions({ appeal }: { readonly appeal: AppealBody }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayManage = useMay('reviews:manage');
  const mayWrite = useMay('appeals:write');
  const [asked, setAsked] = useState<'reject' | 'siblings'>();
  const [reason, setReason] = useState('');
  const move = useMutation({
    mutationFn: (to: 'accept' | 'reject' | 'withdraw') => {
      if (to === 'reject') return rejectAppeal(appeal.id, reason.trim());
      return to === 'accept' ? acceptAppeal(appeal.id) : withdrawAppeal(appeal.id);
    },
    onSuccess: async (next) => {
      queries.setQueryData(['appeal', appeal.id], next);
      setAsked(undefined);
      void message.success(t('appeal.moved', { state: t(`appeal.state.${next.state}`) }));
      await queries.invalidateQueries({ queryKey: ['appeals'] });
    },
  });
  const received = appeal.state === 'received';
  const open = received || appeal.state === 'accepted';
  return (
    <>
      {open && mayWrite && (
        <Popconfirm title={t('appeal.withdrawAsk')} onConfirm={() => move.mutate('withdraw')}>
          <Button loading={move.isPending && move.variables === 'withdraw'}>
            {t('appeal.withdraw')}
          </Button>
        </Popconfirm>
      )}
      {received && mayManage && (
        <>
          <Button danger onClick={() => setAsked('reject')} data-testid="appeal-reject">
            {t('appeal.reject')}
          </Button>
          <Button
            type="primary"
            loading={move.isPending && move.variables === 'accept'}
            onClick={() => move.mutate('accept')}
            data-testid="appeal-accept"
          >
            {t('appeal.accept')}
          </Button>
        </>
      )}
      {appeal.state === 'decided' && appeal.result !== 'upheld' && mayManage && (
        <Button type="primary" onClick={() => setAsked('siblings')} data-testid="siblings-open">
          {t('appeal.siblings')}
        </Button>
      )}
      <Modal
        open={asked === 'reject' || (move.isError && asked === undefined)}
        title={t(asked === 'reject' ? 'appeal.rejectTitle' : 'appeal.failed')}
        okText={t('appeal.reject')}
        okButtonProps={{
          danger: true,
          disabled: reason.trim() === '',
          loading: move.isPending,
          'data-testid': 'appeal-reject-confirm',
          style: asked === 'reject' ? {} : { display: 'none' },
        }}
        onOk={() => move.mutate('reject')}
        onCancel={() => {
          setAsked(undefined);
          move.reset();
        }}
      >
        <div className="stack">
          {asked === 'reject' && (
            <Input.TextArea
              aria-label={t('appeal.reason')}
              placeholder={t('appeal.reasonHint')}
              rows={4}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              data-testid="appeal-reason"
            />
          )}
          <ProblemNotice problem={move.error} />
        </div>
      </Modal>
      <SiblingsDialog
        appealId={appeal.id}
        open={asked === 'siblings'}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}
