import { Button, Empty } from 'antd';
import { useTranslation } from 'react-i18next';

interface EmptyDeskProps {
  readonly busy: boolean;
  readonly drained: boolean;
  readonly onClaim: () => void;
}

export function EmptyDesk({ busy, drained, onClaim }: EmptyDeskProps) {
  const { t } = useTranslation();
  return (
    <div className="panel desk-empty">
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <strong>{t(drained ? 'review.drained' : 'review.ready')}</strong>
            <div className="quiet">{t(drained ? 'review.drainedHint' : 'review.readyHint')}</div>
          </>
        }
      >
        <Button type="primary" size="large" loading={busy} onClick={onClaim} data-testid="claim">
          {t('review.claim')} <kbd>C</kbd>
        </Button>
      </Empty>
    </div>
  );
}
