import type { AppealTermsBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { putAppealTerms } from '../api/disputes.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMay } from '../shell/session.js';

const clocks = [
  { name: 'acceptHours', max: 720, unit: 'terms.hours' },
  { name: 'decideHours', max: 2160, unit: 'terms.hours' },
  { name: 'notifyHours', max: 720, unit: 'terms.hours' },
  { name: 'windowDays', max: 3650, unit: 'terms.days' },
] as const;

export function AppealTermsForm({ terms }: { readonly terms: AppealTermsBody }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayManage = useMay('reviews:manage');
  const save = useMutation({
    mutationFn: putAppealTerms,
    onSuccess: (saved) => {
      queries.setQueryData(['appeal-terms'], saved);
      void message.success(t('terms.saved'));
    },
  });
  return (
    <Form<AppealTermsBody>
      name="appeal-terms"
      layout="vertical"
      disabled={!mayManage}
      initialValues={terms}
      onFinish={(fields) => save.mutate({ ...fields, outOfCourt: fields.outOfCourt ?? '' })}
    >
      <p className="quiet">{t('terms.appealsHint')}</p>
      <div className="fields-2">
        {clocks.map(({ name, max, unit }) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`terms.${name}`)}
            extra={t(`terms.${name}.hint`)}
            rules={[{ required: true, message: t('terms.missing') }]}
          >
            <InputNumber
              min={1}
              max={max}
              {...(name === 'windowDays' ? { precision: 0 } : {})}
              suffix={t(unit)}
              style={{ width: '100%' }}
              data-testid={`terms-${name}`}
            />
          </Form.Item>
        ))}
      </div>
      <Form.Item
        name="acceptAutomatically"
        valuePropName="checked"
        extra={t('terms.acceptAutomatically.hint')}
      >
        <Checkbox>{t('terms.acceptAutomatically')}</Checkbox>
      </Form.Item>
      <Form.Item
        name="queue"
        label={t('terms.queue')}
        extra={t('terms.queue.hint')}
        rules={[{ required: true, whitespace: true, message: t('terms.missing') }]}
      >
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="outOfCourt" label={t('terms.outOfCourt')} extra={t('terms.outOfCourt.hint')}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <ProblemNotice problem={save.error} />
      {mayManage && (
        <Button type="primary" htmlType="submit" loading={save.isPending} data-testid="terms-save">
          {t('terms.save')}
        </Button>
      )}
    </Form>
  );
}
