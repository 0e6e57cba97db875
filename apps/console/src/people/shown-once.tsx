import type { CreatedApiKey } from '@assay/contracts';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ShownOnceProps {
  readonly created: CreatedApiKey | undefined;
  readonly onClose: () => void;
}

/** The new key itself. It exists here only; closing forgets it. */
export function ShownOnce({ created, onClose }: ShownOnceProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<'yes' | 'failed'>();
  const copy = () => {
    const wrote =
      navigator.clipboard?.writeText(created?.key ?? '') ??
      Promise.reject(new Error('no clipboard'));
    wrote.then(() => setCopied('yes')).catch(() => setCopied('failed'));
  };
  return (
    <Modal
      open={created !== undefined}
      title={created?.name}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button
          type="primary"
          data-testid="key-close"
          onClick={() => {
            setCopied(undefined);
            onClose();
          }}
        >
          {t('people.keyStored')}
        </Button>
      }
    >
      <div className="stack">
        <Alert
          type="warning"
          showIcon
          title={t('people.shownOnce')}
          description={t('people.shownOnceHint')}
        />
        <div className="copy-line">
          <Input
            readOnly
            className="mono"
            aria-label={t('people.keys')}
            value={created?.key}
            data-testid="key-value"
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={copy} data-testid="key-copy">
            {t(copied === 'yes' ? 'people.copied' : 'people.copy')}
          </Button>
        </div>
        {copied === 'failed' && <p className="quiet">{t('people.copyFailed')}</p>}
      </div>
    </Modal>
  );
}
