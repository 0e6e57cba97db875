import { BlacklistEntryBody, type IndustryListBody, type ProposeEntry } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { proposeEntry } from '../api/blacklist.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { readStored, writeStored } from '../shell/stored.js';
import { defaultDays, EntryFields, expiryIn } from './entry-fields.js';

interface ProposeDrawerProps {
  readonly open: boolean;
  readonly lists: readonly IndustryListBody[];
  readonly onClose: () => void;
  readonly onProposed: (entry: BlacklistEntryBody) => void;
}

type Fields = Pick<
  ProposeEntry,
  'kind' | 'value' | 'effect' | 'category' | 'severity' | 'action' | 'scenes' | 'listId' | 'note'
> & {
  readonly days: number;
  readonly evidenceReference?: string;
};

const draftName = 'draft.propose';
const fresh: Partial<Fields> = {
  kind: 'term',
  effect: 'block',
  severity: 'medium',
  action: 'block',
  days: defaultDays,
  scenes: [],
};

/** Proposes an entry. What was typed survives an error, a closed drawer, and a reload. */
export function ProposeDrawer({ open, lists, onClose, onProposed }: ProposeDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? 'term';
  const send = useMutation({
    mutationFn: (fields: Fields) => proposeEntry(bodyFrom(fields)),
    onSuccess: (entry) => {
      writeStored(draftName, undefined);
      form.setFieldsValue({ ...fresh, value: '', note: '', evidenceReference: '' });
      void queries.invalidateQueries({ queryKey: ['entries'] });
      void message.success(t('blacklist.proposed'));
      onProposed(entry);
    },
  });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={560}
      title={t('blacklist.propose')}
      forceRender
      footer={
        <div className="row">
          <Button
            type="primary"
            loading={send.isPending}
            onClick={() => form.submit()}
            data-testid="propose-submit"
          >
            {t('blacklist.proposeSubmit')}
          </Button>
          <span className="quiet">{t('blacklist.secondPerson')}</span>
        </div>
      }
    >
      <Form<Fields>
        form={form}
        name="propose"
        layout="vertical"
        initialValues={{ ...fresh, ...readStored<Partial<Fields>>(draftName, {}) }}
        onValuesChange={(_, all) => writeStored(draftName, all)}
        onFinish={(fields) => send.mutate(fields)}
      >
        <Form.Item name="kind" label={t('blacklist.kind')}>
          <Segmented
            options={BlacklistEntryBody.shape.kind.options.map((value) => ({
              value,
              label: t(`kind.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('blacklist.value')}
          extra={t(`blacklist.valueHint.${kind}`)}
          rules={[{ required: true, whitespace: true, message: t('blacklist.valueMissing') }]}
        >
          <Input
            maxLength={512}
            data-testid="propose-value"
            className={kind === 'pattern' ? 'mono' : undefined}
          />
        </Form.Item>
        <EntryFields lists={lists} form="propose" />
        <Form.Item name="scenes" label={t('blacklist.scenes')}>
          <Select
            mode="tags"
            placeholder={t('blacklist.everyScene')}
            tokenSeparators={[',', ' ', '，']}
          />
        </Form.Item>
        <Form.Item name="effect" label={t('blacklist.effect')} extra={t('blacklist.effectHint')}>
          <Segmented
            options={(['block', 'allow'] as const).map((value) => ({
              value,
              label: t(`blacklist.effect.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('blacklist.note')}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item
          name="evidenceReference"
          label={t('blacklist.evidence')}
          extra={t('blacklist.evidenceHint')}
        >
          <Input maxLength={500} />
        </Form.Item>
        <ProblemNotice problem={send.error} />
      </Form>
    </Drawer>
  );
}

function bodyFrom({
  days,
  value,
  listId,
  evidenceReference,
  note,
  ...fields
}: Fields): ProposeEntry {
  return {
    ...fields,
    value: value.trim(),
    note: note ?? '',
    scenes: fields.scenes ?? [],
    industries: [],
    confidence: 1,
    expiresAt: expiryIn(days, Date.now()),
    ...(listId ? { listId } : {}),
    ...(evidenceReference?.trim() ? { evidenceReference: evidenceReference.trim() } : {}),
  };
}
