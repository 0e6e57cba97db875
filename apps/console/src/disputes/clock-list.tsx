import type { AppealBody } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../api/server-clock.js';
import { Instant } from '../display/instant.js';
import { Chip, type Tone } from '../display/word-tags.js';
import { appealClocks, type AppealClock, type ClockState } from './appeal-clocks.js';

const tones: Readonly<Record<ClockState, Tone>> = {
  waiting: 'plain',
  running: 'accent',
  late: 'block',
  met: 'pass',
  met_late: 'restrict',
  dropped: 'plain',
};

/** The published clocks of one appeal: due when, and how far. */
export function ClockList({ appeal }: { readonly appeal: AppealBody }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      {appealClocks(appeal, serverNowMs()).map((clock) => (
        <div key={clock.name}>
          <dt>{t(`appeal.clock.${clock.name}`)}</dt>
          <dd>
            <ClockMark clock={clock} />
            <div className="quiet">
              {t('appeal.due')} <Instant at={clock.dueAt} />
            </div>
            {clock.doneAt !== undefined && (
              <div className="quiet">
                {t('appeal.done')} <Instant at={clock.doneAt} />
              </div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const ClockMark = ({ clock }: { readonly clock: AppealClock }) => {
  const { t } = useTranslation();
  return <Chip tone={tones[clock.state]}>{t(`appeal.clockState.${clock.state}`)}</Chip>;
};

/** The clock that runs now, for a line of a list; nothing once the appeal has ended. */
export function RunningClock({ appeal }: { readonly appeal: AppealBody }) {
  const { t } = useTranslation();
  const running = appealClocks(appeal, serverNowMs()).find(({ state }) =>
    ['running', 'late'].includes(state),
  );
  if (running === undefined) return <span className="quiet">—</span>;
  return (
    <div>
      <span className="row">
        {t(`appeal.clock.${running.name}`)}
        {appeal.overdue && <Chip tone="block">{t('appeal.overdue')}</Chip>}
      </span>
      <div className="quiet">
        {t('appeal.due')} <Instant at={running.dueAt} />
      </div>
    </div>
  );
}
