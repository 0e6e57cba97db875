import { CreateStandard } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createStandard } from '../api/standards.js';
import { useCategoryOptions } from '../display/category-options.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';

interface Fields {
  readonly name: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly taxonomy: string;
  readonly category: string;
  readonly goldSet?: string;
  readonly reviewAt: string;
}

const yearMs = 365 * 86_400_000;

/** Starts a standard with a first clause to write on; the draft is nobody's rule before it is published. */
export function NewStandardDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const { taxonomies, languageOf } = useTaxonomies();
  const taxonomy = Form.useWatch<string | undefined>('taxonomy', form);
  const categories = useCategoryOptions(taxonomy ?? '');
  const create = useMutation({
    mutationFn: (fields: Fields) => createStandard(bodyFrom(fields)),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['standards'] });
      void navigate(`/standards/${id}`);
    },
  });
  const missing = [{ required: true, whitespace: true, message: t('standard.missing') }];
  return (
    <Modal
      open
      title={t('standard.new')}
      okText={t('standard.create')}
      okButtonProps={{ loading: create.isPending, 'data-testid': 'standard-create' }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        name="standard"
        layout="vertical"
        initialValues={{ reviewAt: dayFrom(Date.now() + yearMs) }}
        onFinish={(fields) => create.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('standard.name')}
          extra={t('standard.idHint')}
          rules={[
            {
              pattern: /^[a-z0-9][a-z0-9-]{0,63}$/,
              required: true,
              message: t('standard.idHint'),
            },
          ]}
        >
          <Input className="mono" maxLength={64} data-testid="standard-name" />
        </Form.Item>
        <div className="fields-2">
          <Form.Item name="titleZh" label={t('standard.titleIn.zh-CN')} rules={missing}>
            <Input maxLength={200} data-testid="standard-title-zh" />
          </Form.Item>
          <Form.Item name="titleEn" label={t('standard.titleIn.en')} rules={missing}>
            <Input maxLength={200} data-testid="standard-title-en" />
          </Form.Item>
          <Form.Item name="taxonomy" label={t('standard.taxonomy')} rules={missing}>
            <Select
              data-testid="standard-taxonomy"
              onChange={() => form.resetFields(['category'])}
              options={taxonomies.map(({ id, names }) => ({ value: id, label: names[languageOf] }))}
            />
          </Form.Item>
          <Form.Item name="category" label={t('standard.firstCategory')} rules={missing}>
            <Select
              data-testid="standard-category"
              showSearch={{ optionFilterProp: 'search' }}
              disabled={taxonomy === undefined}
              options={categories}
            />
          </Form.Item>
          <Form.Item name="goldSet" label={t('standard.goldSet')} extra={t('standard.goldSetHint')}>
            <Input maxLength={64} />
          </Form.Item>
          <Form.Item
            name="reviewAt"
            label={t('standard.reviewAt')}
            extra={t('standard.reviewAtHint')}
            rules={missing}
          >
            <Input type="date" />
          </Form.Item>
        </div>
        <ProblemNotice problem={create.error} />
      </Form>
    </Modal>
  );
}

const dayFrom = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const bodyFrom = (fields: Fields): CreateStandard => {
  const title = { 'zh-CN': fields.titleZh.trim(), en: fields.titleEn.trim() };
  const goldSet = fields.goldSet?.trim();
  return {
    name: fields.name,
    title,
    taxonomy: fields.taxonomy,
    ...(goldSet ? { goldSet } : {}),
    reviewAt: fields.reviewAt,
    clauses: [{ id: 'clause-1', category: fields.category, title, text: title, examples: [] }],
  };
};
