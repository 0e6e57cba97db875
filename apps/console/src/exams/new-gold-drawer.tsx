import { GoldItemBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { createGoldItem } from '../api/exams.js';
import { useCategoryOptions } from '../display/category-options.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { goldBody, type GoldFields } from './gold-fields.js';

interface NewGoldDrawerProps {
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** A gold item from a text, or from a submission whose verdict is settled. */
export function NewGoldDrawer({ onClose, onCreated }: NewGoldDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<GoldFields>();
  const from = Form.useWatch<GoldFields['from']>('from', form) ?? 'text';
  const create = useMutation({
    mutationFn: (fields: GoldFields) => createGoldItem(goldBody(fields)),
    onSuccess: async ({ id }) => {
      void message.success(t('gold.createdNow'));
      await queries.invalidateQueries({ queryKey: ['gold-items'] });
      onCreated(id);
    },
  });
  const missing = [{ required: true, whitespace: true, message: t('gold.missing') }];
  return (
    <Drawer
      open
      onClose={onClose}
      size={560}
      title={t('gold.new')}
      footer={
        <div className="stack">
          <ProblemNotice problem={create.error} />
          <div>
            <Button
              type="primary"
              loading={create.isPending}
              onClick={() => form.submit()}
              data-testid="gold-create"
            >
              {t('gold.create')}
            </Button>
          </div>
        </div>
      }
    >
      <Form<GoldFields>
        form={form}
        name="gold"
        layout="vertical"
        initialValues={{ from: 'text' }}
        onFinish={(fields) => create.mutate(fields)}
      >
        <Form.Item name="from" label={t('gold.from')}>
          <Segmented
            options={(['text', 'submission'] as const).map((value) => ({
              value,
              label: t(`gold.from.${value}`),
            }))}
          />
        </Form.Item>
        {from === 'submission' ? (
          <Form.Item
            name="fromSubmissionId"
            label={t('gold.submissionId')}
            extra={t('gold.submissionId.hint')}
            rules={missing}
          >
            <Input className="mono" autoComplete="off" data-testid="gold-submission" />
          </Form.Item>
        ) : (
          <ContentFields />
        )}
        <Form.Item
          name="setName"
          label={t('gold.setName')}
          extra={t('gold.setName.hint')}
          rules={missing}
        >
          <Input maxLength={64} autoComplete="off" data-testid="gold-set" />
        </Form.Item>
        <AnswerFields required={from === 'text'} />
        <Form.Item
          name="explanation"
          label={t('gold.explanation')}
          extra={t('gold.explanation.hint')}
          rules={missing}
        >
          <Input.TextArea rows={3} maxLength={4000} data-testid="gold-explanation" />
        </Form.Item>
        <Form.Item
          name="clause"
          label={t('gold.clause')}
          extra={t('gold.clause.hint')}
          rules={[
            {
              pattern: /^[a-z0-9][a-z0-9-]*@\d+#[a-z0-9][a-z0-9-]*$/,
              message: t('gold.clause.hint'),
            },
          ]}
        >
          <Input className="mono" maxLength={200} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}

function ContentFields() {
  const { t } = useTranslation();
  const { taxonomies, languageOf } = useTaxonomies();
  const missing = [{ required: true, whitespace: true, message: t('gold.missing') }];
  return (
    <>
      <Form.Item name="text" label={t('gold.text')} rules={missing}>
        <Input.TextArea rows={4} data-testid="gold-text" />
      </Form.Item>
      <div className="fields-2">
        <Form.Item name="scene" label={t('gold.scene')} rules={missing}>
          <Input maxLength={64} autoComplete="off" data-testid="gold-scene" />
        </Form.Item>
        <Form.Item name="taxonomy" label={t('standard.taxonomy')} rules={missing}>
          <Select
            data-testid="gold-taxonomy"
            options={taxonomies.map(({ id, names }) => ({ value: id, label: names[languageOf] }))}
          />
        </Form.Item>
      </div>
    </>
  );
}

function AnswerFields({ required }: { readonly required: boolean }) {
  const { t } = useTranslation();
  const taxonomy = Form.useWatch<string | undefined>('taxonomy');
  const categories = useCategoryOptions(required ? taxonomy : undefined);
  const rules = required ? [{ required: true, message: t('gold.missing') }] : [];
  const search = { optionFilterProp: 'search' } as const;
  return (
    <div className="fields-2">
      <Form.Item
        name="category"
        label={t('figure.category')}
        extra={t('gold.category.hint')}
        rules={rules}
      >
        <Select allowClear showSearch={search} options={categories} data-testid="gold-category" />
      </Form.Item>
      <Form.Item name="severity" label={t('blacklist.severity')}>
        <Select
          allowClear
          options={GoldItemBody.shape.severity.options.map((value) => ({
            value,
            label: t(`severity.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="expectedOutcome" label={t('gold.expected')} rules={rules}>
        <Select
          allowClear
          data-testid="gold-outcome"
          options={GoldItemBody.shape.expectedOutcome.options.map((value) => ({
            value,
            label: t(`outcome.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="expectedCategory"
        label={t('gold.expectedCategory')}
        extra={t('gold.expectedCategory.hint')}
      >
        <Select allowClear showSearch={search} options={categories} />
      </Form.Item>
    </div>
  );
}
