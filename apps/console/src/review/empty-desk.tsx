import { Button, Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NotOffered } from './use-claim.js';

interface EmptyDeskProps {
  readonly busy: boolean;
  /** Why what waits is not offered; undefined before the first claim. */
  readonly drained: NotOffered | undefined;
  readonly onClaim: () => void;
  readonly onWork: () => void;
}

/** Before the first claim, and when there is nothing for this person: then with the reasons. */
export function EmptyDesk({ busy, drained, onClaim, onWork }: EmptyDeskProps) {
  const { t } = useTranslation();
  return (
    <div className="panel desk-empty">
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <div role="status">
            <strong>{t(drained === undefined ? 'review.ready' : titleOf(drained))}</strong>
            {drained !== undefined && drained.length > 0 ? (
              <ul className="not-offered" data-testid="not-offered">
                {drained.map((reason) => (
                  <li key={reason} data-reason={reason}>
                    {t(`notOffered.${reason}`)}
                  </li>
                ))}
              </ul>
            ) : (
              <div className="quiet">
                {t(drained === undefined ? 'review.readyHint' : 'review.drainedHint')}
              </div>
            )}
          </div>
        }
      >
        <div className="desk-empty-actions">
          <Button type="primary" size="large" loading={busy} onClick={onClaim} data-testid="claim">
            {t('review.claim')} <kbd>C</kbd>
          </Button>
          {drained !== undefined && drained.length > 0 && (
            <Button size="large" onClick={onWork}>
              {t('desk.myWork')} <kbd>W</kbd>
            </Button>
          )}
        </div>
      </Empty>
    </div>
  );
}

const titleOf = (drained: NotOffered) =>
  drained.length === 0 ? 'review.drained' : 'review.notOffered';
