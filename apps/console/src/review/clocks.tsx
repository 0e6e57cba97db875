import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../api/server-clock.js';
import { clockText } from '../display/instant.js';
import { PlainChip, SeverityChip } from '../display/word-tags.js';
import type { HeldTask } from './desk-state.js';
import { useTick } from './use-tick.js';

/** How long until the task is due and until the lease ends without a heartbeat. */
export function Clocks({ held }: { readonly held: HeldTask }) {
  const { t } = useTranslation();
  useTick(1000);
  const dueMs = Date.parse(held.task.dueAt) - serverNowMs();
  const leaseMs = Date.parse(held.lease.until) - serverNowMs();
  return (
    <div className="clocks">
      <PlainChip>{held.task.queue}</PlainChip>
      <SeverityChip severity={held.task.severity} />
      <span className={dueMs < 0 ? 'clock clock-late' : 'clock'} title={held.task.dueAt}>
        {t(dueMs < 0 ? 'review.overdueBy' : 'review.dueIn', { time: clockText(Math.abs(dueMs)) })}
      </span>
      <span
        className={held.lost || leaseMs < 30_000 ? 'clock clock-late' : 'clock'}
        data-testid="lease"
      >
        {held.lost
          ? t('review.leaseLost')
          : t('review.leaseFor', { time: clockText(Math.max(leaseMs, 0)) })}
      </span>
    </div>
  );
}
