import { useMutation } from '@tanstack/react-query';
import { Alert, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reopenSiblings } from '../api/disputes.js';
import { ProblemNotice } from '../display/problem-notice.js';

interface SiblingsDialogProps {
  readonly appealId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Looks again at what was stopped for the same rule or entry, a portion at a time. */
export function SiblingsDialog({ appealId, open, onClose }: SiblingsDialogProps) {
  const { t } = useTranslation();
  const [sinceDays, setSinceDays] = useState(30);
  const [limit, setLimit] = useState(50);
  const reopen = useMutation({ mutationFn: () => reopenSiblings(appealId, { sinceDays, limit }) });
  return (
    <Modal
      open={open}
      title={t('appeal.siblings')}
      okText={t(reopen.data?.more === true ? 'appeal.siblingsMore' : 'appeal.siblingsGo')}
      okButtonProps={{
        loading: reopen.isPending,
        disabled: reopen.data?.more === false,
        'data-testid': 'siblings-go',
      }}
      onOk={() => reopen.mutate()}
      onCancel={() => {
        reopen.reset();
        onClose();
      }}
    >
      <div className="stack">
        <p className="quiet">{t('appeal.siblingsHint')}</p>
        <Form layout="vertical" component="div" className="fields-2">
          <Form.Item label={t('appeal.sinceDays')} htmlFor="siblings-days">
            <InputNumber
              id="siblings-days"
              min={1}
              max={90}
              precision={0}
              value={sinceDays}
              onChange={(days) => setSinceDays(days ?? 30)}
            />
          </Form.Item>
          <Form.Item label={t('appeal.atMost')} htmlFor="siblings-limit">
            <InputNumber
              id="siblings-limit"
              min={1}
              max={200}
              precision={0}
              value={limit}
              onChange={(most) => setLimit(most ?? 50)}
            />
          </Form.Item>
        </Form>
        <ProblemNotice problem={reopen.error} />
        {reopen.data !== undefined && (
          <Alert
            type="success"
            showIcon
            data-testid="siblings-result"
            title={t('appeal.reopened', { count: reopen.data.submissionIds.length })}
            description={
              <>
                {t('appeal.sameRule')} <code>{reopen.data.entry ?? reopen.data.rule}</code>
                {reopen.data.more && <div>{t('appeal.thereIsMore')}</div>}
              </>
            }
          />
        )}
      </div>
    </Modal>
  );
}
