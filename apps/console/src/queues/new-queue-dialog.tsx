import { QueueParams } from '@assay/contracts';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface NewQueueDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onNamed: (name: string) => void;
}

/** A queue exists once it has settings; this only asks for its name. */
export function NewQueueDialog({ open, onClose, onNamed }: NewQueueDialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ readonly name: string }>();
  return (
    <Modal
      open={open}
      title={t('queues.new')}
      okText={t('queues.newNext')}
      okButtonProps={{ 'data-testid': 'queue-new-next' }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={({ name }) => onNamed(name)}>
        <Form.Item
          name="name"
          label={t('queues.name')}
          extra={t('queues.nameHint')}
          rules={[{ validator: isName(t('queues.nameWrong')) }]}
        >
          <Input maxLength={64} autoComplete="off" data-testid="queue-new-name" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

const isName = (message: string) => (_: unknown, value: unknown) =>
  QueueParams.safeParse({ name: value }).success
    ? Promise.resolve()
    : Promise.reject(new Error(message));
