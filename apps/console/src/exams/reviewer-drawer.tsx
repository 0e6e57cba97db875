import { ReviewerBody } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { updateReviewer } from '../api/reviewers.js';
import { listQueues } from '../api/reviews.js';
import { ProblemNotice } from '../display/problem-notice.js';

const languages = ReviewerBody.shape.languages.unwrap().element.options;

/** Nothing chosen means no limit. */
interface Fields {
  readonly queues: readonly string[];
  readonly languages: readonly (typeof languages)[number][];
  readonly dailyBudget: number | null;
}

interface ReviewerDrawerProps {
  readonly reviewer: ReviewerBody;
  readonly onClose: () => void;
}

export function ReviewerDrawer({ reviewer, onClose }: ReviewerDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const queues = useQuery({ queryKey: ['queues'], queryFn: listQueues });
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      updateReviewer(reviewer.userId, {
        queues: fields.queues.length === 0 ? null : [...fields.queues],
        languages: fields.languages.length === 0 ? null : [...fields.languages],
        dailyBudget: fields.dailyBudget ?? null,
      }),
    onSuccess: async () => {
      void message.success(t('reviewer.saved'));
      await queries.invalidateQueries({ queryKey: ['reviewers'] });
      onClose();
    },
  });
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={reviewer.name}
      footer={
        <div className="stack">
          <ProblemNotice problem={save.error} />
          <div>
            <Button
              type="primary"
              loading={save.isPending}
              onClick={() => form.submit()}
              data-testid="reviewer-save"
            >
              {t('reviewer.save')}
            </Button>
          </div>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        name="reviewer"
        layout="vertical"
        initialValues={{
          queues: reviewer.queues ?? [],
          languages: reviewer.languages ?? [],
          dailyBudget: reviewer.dailyBudget ?? null,
        }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="queues" label={t('reviewer.queues')} extra={t('reviewer.queues.hint')}>
          <Select
            mode="tags"
            placeholder={t('reviewer.everyQueue')}
            loading={queues.isPending}
            options={(queues.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="languages"
          label={t('reviewer.languages')}
          extra={t('reviewer.languages.hint')}
        >
          <Checkbox.Group
            options={languages.map((value) => ({ value, label: t(`queues.language.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="dailyBudget"
          label={t('reviewer.dailyBudget')}
          extra={t('reviewer.dailyBudget.hint')}
        >
          <InputNumber
            min={0}
            max={100_000}
            precision={0}
            style={{ width: 180 }}
            placeholder={t('reviewer.defaultBudget')}
            data-testid="reviewer-budget"
          />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
