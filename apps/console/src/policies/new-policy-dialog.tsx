import { CreatePolicy, type PolicyDefinitionBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createPolicy } from '../api/policies.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';

interface Fields {
  readonly name: string;
  readonly scene: string;
  readonly industry?: string;
  readonly taxonomy: string;
}

const starting = (taxonomy: string): PolicyDefinitionBody => ({
  taxonomy,
  rules: [],
  routing: {
    queue: 'default',
    dueSeconds: { low: 86_400, medium: 14_400, high: 3600, critical: 600 },
    undoSeconds: 10,
  },
});

export function NewPolicyDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { taxonomies, languageOf } = useTaxonomies();
  const [form] = Form.useForm<Fields>();
  const create = useMutation({
    mutationFn: ({ name, scene, industry, taxonomy }: Fields) =>
      createPolicy({
        name,
        scene,
        ...(industry ? { industry } : {}),
        definition: starting(taxonomy),
      }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['policies'] });
      void navigate(`/policies/${id}`);
    },
  });
  return (
    <Modal
      open={open}
      title={t('policies.new')}
      okText={t('policies.create')}
      okButtonProps={{ loading: create.isPending, 'data-testid': 'policy-create' }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ taxonomy: taxonomies[0]?.id }}
        onFinish={(fields) => create.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('policies.name')}
          extra={t('policies.nameHint')}
          rules={[
            {
              required: true,
              message: t('policies.nameHint'),
              validator: (_, value: unknown) =>
                CreatePolicy.shape.name.safeParse(value).success
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('policies.nameHint'))),
            },
          ]}
        >
          <Input data-testid="policy-name" />
        </Form.Item>
        <Form.Item
          name="scene"
          label={t('policies.scene')}
          rules={[{ required: true, message: t('policies.sceneMissing') }]}
        >
          <Input maxLength={64} data-testid="policy-scene" />
        </Form.Item>
        <Form.Item
          name="industry"
          label={t('policies.industry')}
          extra={t('policies.industryHint')}
        >
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item
          name="taxonomy"
          label={t('policies.taxonomy')}
          rules={[{ required: true, message: t('policies.taxonomyMissing') }]}
        >
          <Select
            options={taxonomies.map(({ id, names }) => ({ value: id, label: names[languageOf] }))}
          />
        </Form.Item>
        <ProblemNotice problem={create.error} />
      </Form>
    </Modal>
  );
}
