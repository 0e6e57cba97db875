import { QueueBody, RequiredFieldName } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { putQueue } from '../api/queues.js';
import { listStandards } from '../api/standards.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { useMay } from '../shell/session.js';
import { fieldsOf, settingsOf, type SettingsFields } from './settings-fields.js';

const switches = {
  access: ['qualified', 'byLanguage', 'leadsOnly'],
  view: ['masked', 'hideMachine'],
} as const;

/** Everything a queue can be told. */
export function QueueSettingsForm({ queue }: { readonly queue: QueueBody }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayManage = useMay('reviews:manage');
  const [form] = Form.useForm<SettingsFields>();
  const save = useMutation({
    mutationFn: (fields: SettingsFields) => putQueue(queue.name, settingsOf(fields)),
    onSuccess: (saved) => {
      queries.setQueryData(['queue', queue.name], saved);
      void message.success(t('queues.saved'));
    },
  });
  return (
    <Form<SettingsFields>
      form={form}
      name="queue"
      layout="vertical"
      disabled={!mayManage}
      initialValues={fieldsOf(queue.settings)}
      onFinish={(fields) => save.mutate(fields)}
    >
      <p className="quiet">{t('queues.settingsHint')}</p>
      <h3 className="settings-section">{t('queues.section.access')}</h3>
      <Switches names={switches.access} />
      <h3 className="settings-section">{t('queues.section.view')}</h3>
      <Switches names={switches.view} />
      <StandardField />
      <Form.Item
        name="required"
        label={t('queues.field.required')}
        extra={t('queues.field.required.hint')}
      >
        <Checkbox.Group
          options={RequiredFieldName.options.map((value) => ({
            value,
            label: t(`queues.required.${value}`),
          }))}
        />
      </Form.Item>
      <h3 className="settings-section">{t('queues.section.quality')}</h3>
      <RateFields />
      <h3 className="settings-section">{t('queues.section.ways')}</h3>
      <WayFields />
      <ProblemNotice problem={save.error} />
      {mayManage && (
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          data-testid="queue-save"
          style={{ marginTop: 16 }}
        >
          {t('queues.save')}
        </Button>
      )}
    </Form>
  );
}

type SwitchName = (typeof switches)[keyof typeof switches][number];

function Switches({ names }: { readonly names: readonly SwitchName[] }) {
  const { t } = useTranslation();
  return names.map((name) => (
    <Form.Item
      key={name}
      name={name}
      valuePropName="checked"
      extra={t(`queues.field.${name}.hint`)}
      style={{ marginBottom: 12 }}
    >
      <Checkbox data-testid={`queue-${name}`}>{t(`queues.field.${name}`)}</Checkbox>
    </Form.Item>
  ));
}

function StandardField() {
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  const standards = useQuery({ queryKey: ['standards', 'all'], queryFn: () => listStandards() });
  return (
    <Form.Item
      name="standardId"
      label={t('queues.field.standardId')}
      extra={t('queues.field.standardId.hint')}
    >
      <Select
        allowClear
        placeholder={t('queues.noStandard')}
        loading={standards.isPending}
        options={(standards.data?.items ?? []).map(({ id, title, name }) => ({
          value: id,
          label: `${title[languageOf]} · ${name}`,
        }))}
      />
    </Form.Item>
  );
}

const rates = [
  { name: 'doubleReviewPercent', min: 0, max: 100 },
  { name: 'goldPercent', min: 0, max: 50 },
  { name: 'verifyPercent', min: 1, max: 100 },
] as const;

function RateFields() {
  const { t } = useTranslation();
  return rates.map(({ name, min, max }) => (
    <Form.Item
      key={name}
      name={name}
      label={t(`queues.field.${name}`)}
      extra={t(`queues.field.${name}.hint`)}
      rules={[{ required: true, message: t('queues.rateMissing', { min, max }) }]}
    >
      <InputNumber
        min={min}
        max={max}
        precision={2}
        suffix="%"
        style={{ width: 160 }}
        data-testid={`queue-${name}`}
      />
    </Form.Item>
  ));
}

function WayFields() {
  const { t } = useTranslation();
  const fallbackTo = Form.useWatch<SettingsFields['fallbackTo']>('fallbackTo');
  const missing = [{ required: true, whitespace: true, message: t('queues.queueMissing') }];
  return (
    <>
      <Form.Item
        name="escalateTo"
        label={t('queues.field.escalateTo')}
        extra={t('queues.field.escalateTo.hint')}
        rules={missing}
      >
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="fallbackSeconds"
        label={t('queues.field.fallbackSeconds')}
        extra={t('queues.field.fallbackSeconds.hint')}
        rules={[{ required: true, message: t('queues.secondsMissing') }]}
      >
        <InputNumber
          min={10}
          max={604_800}
          precision={0}
          suffix={t('queues.seconds')}
          style={{ width: 160 }}
        />
      </Form.Item>
      <Form.Item
        name="fallbackTo"
        label={t('queues.field.fallbackTo')}
        extra={t('queues.field.fallbackTo.hint')}
      >
        <Radio.Group
          options={(['anyone', 'queue'] as const).map((value) => ({
            value,
            label: t(`queues.fallback.${value}`),
          }))}
        />
      </Form.Item>
      {fallbackTo === 'queue' && (
        <Form.Item name="fallbackQueue" label={t('queues.field.fallbackQueue')} rules={missing}>
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}
