import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PanelFrameProps {
  readonly title: string;
  readonly testId: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What lies open beside the item. Escape closes it from anywhere inside. */
export function PanelFrame({ title, testId, onClose, children }: PanelFrameProps) {
  const { t } = useTranslation();
  return (
    <section
      className="panel reference"
      aria-label={title}
      data-testid={testId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="content-head">
        <h2>{title}</h2>
        <Button size="small" onClick={onClose}>
          {t('desk.close')} <kbd>Esc</kbd>
        </Button>
      </div>
      {children}
    </section>
  );
}
