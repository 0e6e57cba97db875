import { Button, Empty } from 'antd';
import { useTranslation } from 'react-i18next';

export function PausedDesk({ onResume }: { readonly onResume: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="panel desk-empty" data-testid="paused">
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <strong>{t('desk.paused')}</strong>
            <div className="quiet">{t('desk.pausedHint')}</div>
          </>
        }
      >
        <Button type="primary" size="large" onClick={onResume} data-testid="resume">
          {t('desk.resume')} <kbd>P</kbd>
        </Button>
      </Empty>
    </div>
  );
}
