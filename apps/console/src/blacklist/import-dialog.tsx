import type { ImportResult, ImportTerms, IndustryListBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importTerms } from '../api/blacklist.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { readStored, writeStored } from '../shell/stored.js';
import { defaultDays, EntryFields, expiryIn } from './entry-fields.js';

interface ImportDialogProps {
  readonly open: boolean;
  readonly lists: readonly IndustryListBody[];
  readonly onClose: () => void;
}

type Fields = Pick<ImportTerms, 'terms' | 'category' | 'severity' | 'action' | 'listId'> & {
  readonly days: number;
};

const draftName = 'draft.import';
const maxCharacters = 900_000;
const shownErrors = 200;

/** Imports one term a line: first a dry run, then the same lines for real. */
export function ImportDialog({ open, lists, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [checked, setChecked] = useState<ImportResult>();
  const send = useMutation({
    mutationFn: ({ fields, dryRun }: { readonly fields: Fields; readonly dryRun: boolean }) =>
      importTerms(bodyFrom(fields, dryRun)),
    onSuccess: (result) => {
      setChecked(result);
      if (result.dryRun) return;
      writeStored(draftName, undefined);
      form.setFieldsValue({ terms: '' });
      void queries.invalidateQueries({ queryKey: ['entries'] });
    },
  });
  const start = async (dryRun: boolean) => {
    const fields = await form.validateFields().catch(() => undefined);
    if (fields !== undefined) send.mutate({ fields, dryRun });
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
        <Form.Item
          name="terms"
          label={t('blacklist.terms')}
          extra={t('blacklist.termsHint')}
          rules={[{ required: true, whitespace: true, message: t('blacklist.termsMissing') }]}
        >
          <Input.TextArea
            rows={8}
            maxLength={maxCharacters}
            className="mono"
            data-testid="import-terms"
          />
        </Form.Item>
        <EntryFields lists={lists} form="import" />
      </Form>
      <div className="stack">
        <ProblemNotice problem={send.error} />
        {checked !== undefined && <Outcome result={checked} />}
      </div>
    </Modal>
  );
}

function Outcome({ result }: { readonly result: ImportResult }) {
  const { t } = useTranslation();
  return (
    <Alert
      data-testid="import-result"
      type={result.errors.length > 0 ? 'warning' : 'success'}
      showIcon
      title={t(result.dryRun ? 'blacklist.importPreview' : 'blacklist.imported')}
      description={
        <>
          <div className="numeric">
            {t('blacklist.importCounts', {
              total: result.total,
              added: result.added,
              skipped: result.skipped,
              errors: result.errors.length,
            })}
          </div>
          {result.errors.length > 0 && (
            <ul className="import-errors">
              {result.errors.slice(0, shownErrors).map((error) => (
                <li key={error.line}>
                  <span className="quiet numeric">
                    {t('blacklist.importLine', { line: error.line })}
                  </span>{' '}
                  <code>
                    <bdi>{error.value}</bdi>
                  </code>{' '}
                  {error.reason}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}

const bodyFrom = ({ days, listId, ...fields }: Fields, dryRun: boolean): ImportTerms => ({
  ...fields,
  expiresAt: expiryIn(days, Date.now()),
  dryRun,
  ...(listId ? { listId } : {}),
});
