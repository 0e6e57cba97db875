import { MeBody, type CreatedApiKey } from '@assay/contracts';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { createApiKey } from '../api/access.js';
import { ProblemNotice } from '../display/problem-notice.js';

interface Fields {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
}

type Scope = MeBody['permissions'][number];
const scopes = MeBody.shape.permissions.element.options.filter(
  (scope) => scope !== 'tenants:manage',
);
const presets: Readonly<Record<'platform' | 'automation', readonly Scope[]>> = {
  platform: ['submissions:write', 'submissions:read', 'webhooks:manage'],
  automation: scopes,
};
const lifetimes = [0, 30, 90, 365] as const;
const dayMs = 86_400_000;

interface KeyDrawerProps {
  readonly onClose: () => void;
  readonly onCreated: (key: CreatedApiKey) => void;
}

export function KeyDrawer({ onClose, onCreated }: KeyDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const create = useMutation({
    mutationFn: ({ name, scopes: chosen, days }: Fields) =>
      createApiKey({
        name,
        scopes: [...chosen],
        ...(days > 0 ? { expiresAt: new Date(Date.now() + days * dayMs).toISOString() } : {}),
      }),
    onSuccess: onCreated,
  });
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t('people.newKey')}
      footer={
        <Button
          type="primary"
          loading={create.isPending}
          onClick={() => form.submit()}
          data-testid="key-create"
        >
          {t('people.createKey')}
        </Button>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ scopes: presets.platform, days: 0 }}
        onFinish={(fields) => create.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('people.keyName')}
          extra={t('people.keyNameHint')}
          rules={[{ required: true, whitespace: true, message: t('people.nameMissing') }]}
        >
          <Input maxLength={100} data-testid="key-name" />
        </Form.Item>
        <Form.Item name="days" label={t('people.lifetime')}>
          <Select
            options={lifetimes.map((value) => ({
              value,
              label: value === 0 ? t('people.never') : t('people.daysFromNow', { count: value }),
            }))}
          />
        </Form.Item>
        <div className="row presets">
          <span className="quiet">{t('people.presets')}</span>
          {(['platform', 'automation'] as const).map((preset) => (
            <Button
              key={preset}
              size="small"
              onClick={() => form.setFieldsValue({ scopes: presets[preset] })}
            >
              {t(`people.preset.${preset}`)}
            </Button>
          ))}
        </div>
        <Form.Item
          name="scopes"
          label={t('people.scopes')}
          rules={[{ type: 'array', min: 1, message: t('people.scopesMissing') }]}
        >
          <Checkbox.Group className="choices">
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope}>
                {t(`permission.${scope}`)} <code className="quiet">{scope}</code>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
        <ProblemNotice problem={create.error} />
      </Form>
    </Drawer>
  );
}
