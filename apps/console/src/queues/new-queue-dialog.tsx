import { QueueParams } from '@assay/contracts';
import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { putQueue } from '../api/queues.js';
import { ProblemNotice } from '../display/problem-notice.js';

interface NewQueueDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCreated: (name: string) => void;
}

/** A queue starts with the usual settings; setting up one that is there already changes nothing. */
export function NewQueueDialog({ open, onClose, onCreated }: NewQueueDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ readonly name: string }>();
  const create = useMutation({
    mutationFn: (name: string) => putQueue(name, {}),
    onSuccess: ({ name }) => {
      form.resetFields();
      onCreated(name);
    },
  });
  return (
    <Modal
      open={open}
      title={t('queues.new')}
      okText={t('queues.create')}
      okButtonProps={{ loading: create.isPending, 'data-testid': 'queue-create' }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={({ name }) => create.mutate(name.trim())}>
        <Form.Item
          name="name"
          label={t('queues.name')}
          extra={t('queues.nameHint')}
          rules={[{ validator: isName(t('queues.nameWrong')) }]}
        >
          <Input maxLength={64} autoComplete="off" data-testid="queue-new-name" />
        </Form.Item>
      </Form>
      <ProblemNotice problem={create.error} />
    </Modal>
  );
}

const isName = (message: string) => (_: unknown, value: unknown) =>
  QueueParams.safeParse({ name: String(value ?? '').trim() }).success
    ? Promise.resolve()
    : Promise.reject(new Error(message));
