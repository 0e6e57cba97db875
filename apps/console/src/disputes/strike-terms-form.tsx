import type { StrikeTermsBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { putStrikeTerms } from '../api/disputes.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useMay } from '../shell/session.js';

/** Starting values for a tenant that counts no strikes yet; nothing counts before they are saved. */
const suggested: StrikeTermsBody = {
  count: 3,
  windowDays: 90,
  weights: { low: 0.5, medium: 1, high: 2, critical: 3 },
  expiryDays: 365,
};

const numbers = [
  { name: 'count', min: 0.1, max: 10_000 },
  { name: 'windowDays', min: 1, max: 3650 },
  { name: 'expiryDays', min: 1, max: 3650 },
] as const;
const weights = ['low', 'medium', 'high', 'critical'] as const;

export function StrikeTermsForm({ terms }: { readonly terms: StrikeTermsBody | undefined }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayManage = useMay('reviews:manage');
  const save = useMutation({
    mutationFn: putStrikeTerms,
    onSuccess: (saved) => {
      queries.setQueryData(['strike-terms'], { terms: saved });
      void message.success(t('terms.saved'));
    },
  });
  const missing = [{ required: true, message: t('terms.missing') }];
  return (
    <Form<StrikeTermsBody>
      name="strike-terms"
      layout="vertical"
      disabled={!mayManage}
      initialValues={terms ?? suggested}
      onFinish={(fields) => save.mutate(fields)}
    >
      {terms === undefined ? (
        <Alert type="info" showIcon title={t('terms.noStrikes')} style={{ marginBottom: 16 }} />
      ) : (
        <p className="quiet">{t('terms.strikesHint')}</p>
      )}
      <div className="fields-2">
        {numbers.map(({ name, min, max }) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`terms.strike.${name}`)}
            extra={t(`terms.strike.${name}.hint`)}
            rules={missing}
          >
            <InputNumber
              min={min}
              max={max}
              {...(name === 'count' ? {} : { precision: 0, suffix: t('terms.days') })}
              style={{ width: '100%' }}
            />
          </Form.Item>
        ))}
      </div>
      <h3 className="settings-section">{t('terms.weights')}</h3>
      <div className="fields-2">
        {weights.map((severity) => (
          <Form.Item
            key={severity}
            name={['weights', severity]}
            label={t(`severity.${severity}`)}
            rules={missing}
          >
            <InputNumber min={0} max={1000} style={{ width: '100%' }} />
          </Form.Item>
        ))}
      </div>
      <ProblemNotice problem={save.error} />
      {mayManage && (
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          data-testid="strike-terms-save"
        >
          {t('terms.save')}
        </Button>
      )}
    </Form>
  );
}
