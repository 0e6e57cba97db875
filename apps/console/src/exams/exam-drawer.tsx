import type { ExamBody } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { createExam, updateExam } from '../api/exams.js';
import { listStandards } from '../api/standards.js';
import { useCategoryOptions } from '../display/category-options.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { examBody, examFields, newExam, type ExamFields } from './exam-fields.js';

interface ExamDrawerProps {
  readonly exam: ExamBody | undefined;
  readonly onClose: () => void;
}

/** Sets up an exam for a category, or changes one. */
export function ExamDrawer({ exam, onClose }: ExamDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<ExamFields>();
  const { languageOf } = useTaxonomies();
  const source = Form.useWatch<ExamFields['source']>('source', form);
  const standards = useQuery({ queryKey: ['standards', 'all'], queryFn: () => listStandards() });
  const save = useMutation({
    mutationFn: (fields: ExamFields) =>
      exam === undefined ? createExam(examBody(fields)) : updateExam(exam.id, examBody(fields)),
    onSuccess: async () => {
      void message.success(t('exam.saved'));
      await queries.invalidateQueries({ queryKey: ['exams'] });
      onClose();
    },
  });
  const missing = [{ required: true, message: t('exam.missing') }];
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={exam?.name ?? t('exam.new')}
      footer={
        <div className="stack">
          <ProblemNotice problem={save.error} />
          <div>
            <Button
              type="primary"
              loading={save.isPending}
              onClick={() => form.submit()}
              data-testid="exam-save"
            >
              {t('exam.save')}
            </Button>
          </div>
        </div>
      }
    >
      <Form<ExamFields>
        form={form}
        name="exam"
        layout="vertical"
        initialValues={exam === undefined ? newExam : examFields(exam)}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="name" label={t('exam.name')} rules={missing}>
          <Input maxLength={100} autoComplete="off" data-testid="exam-name" />
        </Form.Item>
        <Form.Item
          name="category"
          label={t('figure.category')}
          extra={t('exam.category.hint')}
          rules={missing}
        >
          <Select
            showSearch={{ optionFilterProp: 'search' }}
            options={useCategoryOptions()}
            data-testid="exam-category"
          />
        </Form.Item>
        <Form.Item name="source" label={t('exam.source')}>
          <Segmented
            options={(['set', 'items'] as const).map((value) => ({
              value,
              label: t(`exam.source.${value}`),
            }))}
          />
        </Form.Item>
        {source === 'items' ? (
          <Form.Item
            name="itemLines"
            label={t('exam.itemIds')}
            extra={t('exam.itemIds.hint')}
            rules={missing}
          >
            <Input.TextArea className="mono" rows={5} />
          </Form.Item>
        ) : (
          <Form.Item
            name="setName"
            label={t('gold.setName')}
            extra={t('exam.setName.hint')}
            rules={missing}
          >
            <Input maxLength={64} autoComplete="off" data-testid="exam-set" />
          </Form.Item>
        )}
        <div className="fields-2">
          <Form.Item
            name="passPercent"
            label={t('exam.passMark')}
            extra={t('exam.passMark.hint')}
            rules={missing}
          >
            <InputNumber min={1} max={100} precision={2} suffix="%" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item
            name="validDays"
            label={t('exam.validity')}
            extra={t('exam.validity.hint')}
            rules={missing}
          >
            <InputNumber
              min={1}
              max={3650}
              precision={0}
              suffix={t('terms.days')}
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item
            name="coolDownHours"
            label={t('exam.coolDown')}
            extra={t('exam.coolDown.hint')}
            rules={missing}
          >
            <InputNumber
              min={0}
              max={8760}
              precision={0}
              suffix={t('terms.hours')}
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item name="standardId" label={t('exam.standard')} extra={t('exam.standard.hint')}>
            <Select
              allowClear
              options={(standards.data?.items ?? []).map(({ id, title }) => ({
                value: id,
                label: title[languageOf],
              }))}
            />
          </Form.Item>
        </div>
      </Form>
    </Drawer>
  );
}
