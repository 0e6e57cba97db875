import type { QueueLoadPage } from '@assay/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { useTaxonomies } from '../display/taxonomies.js';

interface AlarmsProps {
  readonly alarms: QueueLoadPage['alarms'];
  readonly onOpen: (queue: string) => void;
}

/** Tasks that nobody may take, since when, and when the queue's fallback acts. */
export function Alarms({ alarms, onOpen }: AlarmsProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  if (alarms.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      data-testid="queue-alarms"
      title={t('queues.alarm')}
      description={
        <ul className="alarm-list">
          {alarms.map(({ queue, category, language, open, since, fallbackAt }) => (
            <li key={`${queue} ${category ?? ''} ${language ?? ''} ${since}`}>
              <button type="button" className="entry-value" onClick={() => onOpen(queue)}>
                {queue}
              </button>{' '}
              {category !== undefined && <>· {nameOf(category)} </>}
              {language !== undefined && (
                <>· {t(`queues.language.${knownLanguage(language)}`)} </>
              )}· {t('queues.alarmTasks', { count: open })} · {t('queues.alarmSince')}{' '}
              <Instant at={since} /> · {t('queues.alarmFallback')} <Instant at={fallbackAt} />
            </li>
          ))}
        </ul>
      }
    />
  );
}

const knownLanguage = (language: string): 'zh' | 'en' | 'other' =>
  language === 'zh' || language === 'en' ? language : 'other';
