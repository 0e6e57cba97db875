import type { BlacklistEntryDetail, IndustryListBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { listEntryHits, readEntry } from '../api/blacklist.js';
import { Instant } from '../display/instant.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { ActionChip, EntryStateChip, PlainChip, SeverityChip } from '../display/word-tags.js';
import { EntryMoves } from './entry-moves.js';
import { PersonName } from '../display/person-name.js';

interface EntryDrawerProps {
  readonly entryId: string | undefined;
  readonly lists: readonly IndustryListBody[];
  readonly onClose: () => void;
}

/** One entry: what it says, what may happen to it next, its life, and what it hit. */
export function EntryDrawer({ entryId, lists, onClose }: EntryDrawerProps) {
  const { t } = useTranslation();
  const entry = useQuery({
    queryKey: ['entry', entryId],
    queryFn: () => readEntry(entryId as string),
    enabled: entryId !== undefined,
  });
  return (
    <Drawer
      open={entryId !== undefined}
      onClose={onClose}
      size={600}
      title={entry.data === undefined ? t('blacklist.entry') : <bdi>{entry.data.value}</bdi>}
    >
      <div className="stack" data-testid="entry-drawer">
        <ProblemNotice problem={entry.error} />
        {entry.isPending && entryId !== undefined && <Loading />}
        {entry.data !== undefined && (
          <>
            <EntryFacts entry={entry.data} lists={lists} />
            <EntryMoves key={entry.data.id} entry={entry.data} />
            <EntryLife entry={entry.data} />
            <EntryHits entryId={entry.data.id} />
          </>
        )}
      </div>
    </Drawer>
  );
}

interface EntryFactsProps {
  readonly entry: BlacklistEntryDetail;
  readonly lists: readonly IndustryListBody[];
}

function EntryFacts({ entry, lists }: EntryFactsProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const scope = [...entry.scenes, ...entry.industries];
  return (
    <section className="drawer-section">
      <div className="row">
        <EntryStateChip state={entry.state} />
        {entry.expired && <span className="chip chip-restrict">{t('blacklist.expired')}</span>}
        <PlainChip>{t(`kind.${entry.kind}`)}</PlainChip>
        <ActionChip action={entry.action} />
        <SeverityChip severity={entry.severity} />
        {entry.effect === 'allow' && <PlainChip>{t('blacklist.allow')}</PlainChip>}
      </div>
      <dl className="facts">
        <div>
          <dt>{t('blacklist.category')}</dt>
          <dd>{nameOf(entry.category)}</dd>
        </div>
        <div>
          <dt>{t('blacklist.list')}</dt>
          <dd>{lists.find(({ id }) => id === entry.listId)?.name ?? t('blacklist.ownList')}</dd>
        </div>
        <div>
          <dt>{t('blacklist.scenes')}</dt>
          <dd>{scope.length === 0 ? t('blacklist.everyScene') : scope.join(', ')}</dd>
        </div>
        <div>
          <dt>{t('blacklist.expires')}</dt>
          <dd>
            <Instant at={entry.expiresAt} />
          </dd>
        </div>
        <div>
          <dt>{t('blacklist.proposedBy')}</dt>
          <dd>
            <PersonName principal={entry.proposedBy} />
          </dd>
        </div>
        <div>
          <dt>{t('blacklist.confirmedBy')}</dt>
          <dd>
            {entry.confirmedBy === undefined ? '—' : <PersonName principal={entry.confirmedBy} />}
          </dd>
        </div>
      </dl>
      {entry.note !== '' && <p>{entry.note}</p>}
      {entry.evidenceReference !== undefined && (
        <p className="quiet">
          {t('blacklist.evidence')}: <bdi>{entry.evidenceReference}</bdi>
        </p>
      )}
    </section>
  );
}

function EntryLife({ entry }: { readonly entry: BlacklistEntryDetail }) {
  const { t } = useTranslation();
  return (
    <section className="drawer-section">
      <h2>{t('blacklist.life')}</h2>
      <ol className="life">
        {entry.events.map((event, index) => (
          <li key={index}>
            <div className="row">
              <EntryStateChip state={event.toState} />
              <PersonName principal={event.actor} />
              <span className="quiet">
                <Instant at={event.at} style="second" />
              </span>
            </div>
            {event.reason !== '' && <div>{event.reason}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function EntryHits({ entryId }: { readonly entryId: string }) {
  const { t } = useTranslation();
  const hits = useQuery({
    queryKey: ['entry-hits', entryId],
    queryFn: () => listEntryHits(entryId),
  });
  return (
    <section className="drawer-section">
      <h2>{t('blacklist.ownHits')}</h2>
      <ProblemNotice problem={hits.error} />
      {hits.data?.items.length === 0 && <p className="quiet">{t('blacklist.noHits')}</p>}
      {hits.data?.items.map((hit) => (
        <div key={`${hit.submissionId} ${hit.at}`} className="row">
          <code>{hit.submissionId}</code>
          <ActionChip action={hit.action} />
          <span className="quiet">
            <Instant at={hit.at} />
          </span>
        </div>
      ))}
    </section>
  );
}
