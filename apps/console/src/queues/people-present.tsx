import type { QueueLoadPage } from '@assay/contracts';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { PersonName } from '../display/person-name.js';
import { Chip } from '../display/word-tags.js';

/** Who has the desk open. */
export function PeoplePresent({ people }: { readonly people: QueueLoadPage['people'] }) {
  const { t } = useTranslation();
  return (
    <section className="panel" data-testid="people-present">
      <h2>{t('queues.people', { count: people.length })}</h2>
      {people.length === 0 && <p className="quiet">{t('queues.nobody')}</p>}
      <ul className="present-list">
        {people.map(({ actor, name, state, held, seenAt }) => (
          <li key={actor}>
            <span className="row">
              <strong>{name ?? <PersonName principal={actor} />}</strong>
              <Chip tone={state === 'working' ? 'pass' : 'plain'}>
                {t(`queues.presence.${state}`)}
              </Chip>
            </span>
            <span className="quiet">
              {t('queues.holds', { count: held })} · {t('queues.seen')}{' '}
              <Instant at={seenAt} style="second" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
