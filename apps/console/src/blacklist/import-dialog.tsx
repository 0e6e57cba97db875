import { ImportEntries, type ImportResult, type IndustryListBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importEntries } from '../api/blacklist.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { readStored, writeStored } from '../shell/stored.js';
import { defaultDays, EntryFields, expiryIn } from './entry-fields.js';
import { ImportOutcome } from './import-outcome.js';

interface ImportDialogProps {
  readonly open: boolean;
  readonly lists: readonly IndustryListBody[];
  readonly onClose: () => void;
}

type Fields = Pick<
  ImportEntries,
  'format' | 'content' | 'category' | 'severity' | 'action' | 'listId'
> & {
  readonly days: number;
};

const draftName = 'draft.import';
const maxCharacters = 900_000;
const maxBytes = 4 * maxCharacters;
const formats = ImportEntries.shape.format.unwrap().options;
const accepted = '.txt,.csv,.ndjson,.jsonl,.json';

/** What a file most likely is; the two JSON formats are told apart by people. */
function formatOf(name: string): ImportEntries['format'] | undefined {
  const extension = name.toLowerCase().split('.').at(-1);
  if (extension === 'txt') return 'terms';
  if (extension === 'csv') return 'csv';
  return extension === 'ndjson' || extension === 'jsonl' ? 'ndjson' : undefined;
}

/** Imports a file of entries: first a dry run, then the same text for real. */
export function ImportDialog({ open, lists, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [checked, setChecked] = useState<ImportResult>();
  const send = useMutation({
    mutationFn: ({ fields, dryRun }: { readonly fields: Fields; readonly dryRun: boolean }) =>
      importEntries(bodyFrom(fields, dryRun)),
    onSuccess: (result) => {
      setChecked(result);
      if (result.dryRun) return;
      writeStored(draftName, undefined);
      form.setFieldsValue({ content: '' });
      void queries.invalidateQueries({ queryKey: ['entries'] });
    },
  });
  const start = async (dryRun: boolean) => {
    const fields = await form.validateFields().catch(() => undefined);
    if (fields !== undefined) send.mutate({ fields, dryRun });
  };
  const format = Form.useWatch('format', form) ?? 'terms';
  const [tooLarge, setTooLarge] = useState(false);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const content = file.size > maxBytes ? undefined : await file.text();
    setTooLarge(content === undefined || content.length > maxCharacters);
    if (content === undefined || content.length > maxCharacters) return;
    form.setFieldsValue({ content, format: formatOf(file.name) ?? format });
    setChecked(undefined);
  };
  const ready = checked?.dryRun === true && checked.added > 0;
  return (
    <Modal
      open={open}
      onCancel={onClose}
      width={720}
      title={t('blacklist.import')}
      forceRender
      footer={
        <>
          <Button
            onClick={() => void start(true)}
            loading={send.isPending && send.variables.dryRun}
            data-testid="import-check"
          >
            {t('blacklist.importCheck')}
          </Button>
          <Button
            type="primary"
            disabled={!ready}
            loading={send.isPending && !send.variables.dryRun}
            onClick={() => void start(false)}
            data-testid="import-submit"
          >
            {t('blacklist.importSubmit')}
          </Button>
        </>
      }
    >
      <Form<Fields>
        form={form}
        name="import"
        layout="vertical"
        initialValues={{
          format: 'terms',
          severity: 'medium',
          action: 'block',
          days: defaultDays,
          ...readStored<Partial<Fields>>(draftName, {}),
        }}
        onValuesChange={(_, all) => {
          setChecked(undefined);
          writeStored(draftName, all);
        }}
      >
        <div className="fields-2">
          <Form.Item name="format" label={t('blacklist.format')}>
            <Select
              data-testid="import-format"
              options={formats.map((value) => ({ value, label: t(`blacklist.format.${value}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('blacklist.file')} htmlFor="import-file">
            <input
              id="import-file"
              data-testid="import-file"
              type="file"
              accept={accepted}
              onChange={({ target }) => void take(target.files?.[0])}
            />
          </Form.Item>
        </div>
        <Form.Item
          name="content"
          label={t('blacklist.content')}
          extra={t(`blacklist.formatHint.${format}`)}
          rules={[{ required: true, whitespace: true, message: t('blacklist.contentMissing') }]}
        >
          <Input.TextArea
            rows={8}
            maxLength={maxCharacters}
            className="mono"
            data-testid="import-content"
          />
        </Form.Item>
        <EntryFields lists={lists} form="import" categoryOptional={format !== 'terms'} />
      </Form>
      <div className="stack">
        <ProblemNotice problem={send.error} />
        {tooLarge && <ProblemNotice problem={new Error(t('blacklist.fileTooLarge'))} />}
        {checked !== undefined && <ImportOutcome result={checked} />}
      </div>
    </Modal>
  );
}

const bodyFrom = (
  { days, listId, category, ...fields }: Fields,
  dryRun: boolean,
): ImportEntries => ({
  ...fields,
  kind: 'term',
  ...(category ? { category } : {}),
  expiresAt: expiryIn(days, Date.now()),
  dryRun,
  ...(listId ? { listId } : {}),
});
