import type { StandardExport } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { importStandard } from '../api/standards.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { readStandardFile, type StandardFile } from './read-standard-file.js';

/** Takes a standard of another organisation as a draft, with its gold items. */
export function ImportStandardDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [read, setRead] = useState<StandardFile>();
  const send = useMutation({
    mutationFn: importStandard,
    onSuccess: ({ standard, version }) => {
      void queries.invalidateQueries({ queryKey: ['standards'] });
      void navigate(`/standards/${standard.id}?version=${version}`);
    },
  });
  return (
    <Modal
      open
      title={t('standard.import')}
      okText={t('standard.importGo')}
      okButtonProps={{
        disabled: read?.ok !== true,
        loading: send.isPending,
        'data-testid': 'standard-import-go',
      }}
      onOk={() => read?.ok === true && send.mutate(read.file)}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="quiet">{t('standard.importHint')}</p>
        <Upload
          accept="application/json,.json"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then((text) => setRead(readStandardFile(text)));
            return false;
          }}
        >
          <Button>{t('standard.chooseFile')}</Button>
        </Upload>
        {read?.ok === true && <Summary file={read.file} />}
        {read?.ok === false && (
          <Alert
            type="warning"
            showIcon
            title={t('standard.fileWrong')}
            description={
              <ul className="problem-places">
                {read.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            }
          />
        )}
        <ProblemNotice problem={send.error} />
      </div>
    </Modal>
  );
}

function Summary({ file }: { readonly file: StandardExport }) {
  const { t } = useTranslation();
  const { languageOf } = useTaxonomies();
  return (
    <Alert
      type="info"
      showIcon
      title={file.standard.title[languageOf]}
      description={t('standard.fileHolds', {
        clauses: file.clauses.length,
        gold: file.goldItems.length,
      })}
    />
  );
}
