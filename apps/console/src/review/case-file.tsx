import type { ReviewTaskBody, TaskEventPage } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listTaskEvents } from '../api/reviews.js';
import { Instant } from '../display/instant.js';
import { PersonName } from '../display/person-name.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { RulingChip } from '../display/word-tags.js';
import { CoveredText } from './covered-text.js';
import { MarkedText } from './marked-text.js';
import { clauseIdOf } from './reference/clause-order.js';
import { TaskReports } from './task-reports.js';

interface CaseFileProps {
  readonly task: ReviewTaskBody;
  readonly revealed: boolean;
}

/** What others said about this case before: notes on its way, blind opinions for the arbiter, the appeal, the reports. */
export function CaseFile({ task, revealed }: CaseFileProps) {
  return (
    <>
      <HandoverNotes task={task} />
      {task.appeal !== undefined && <Appeal appeal={task.appeal} revealed={revealed} />}
      {task.reports !== undefined && <TaskReports reports={task.reports} revealed={revealed} />}
      {task.opinions !== undefined && <Opinions opinions={task.opinions} />}
    </>
  );
}

const handovers: readonly string[] = ['escalated', 'transferred', 'rerouted'];

function HandoverNotes({ task }: { readonly task: ReviewTaskBody }) {
  const { t } = useTranslation();
  const events = useQuery({
    queryKey: ['task-events', task.id, task.lease?.epoch],
    queryFn: () => listTaskEvents(task.id),
    staleTime: Infinity,
  });
  const notes = (events.data?.items ?? []).filter(({ kind }) => handovers.includes(kind));
  if (events.error !== null && task.level > 0) return <ProblemNotice problem={events.error} />;
  if (notes.length === 0) return null;
  return (
    <section className="panel" aria-label={t('desk.handover')} data-testid="handover">
      <h2>{t('desk.handover')}</h2>
      <ol className="handovers">
        {notes.map((event, index) => (
          <Handover key={index} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Handover({ event }: { readonly event: TaskEventPage['items'][number] }) {
  const { t } = useTranslation();
  const { kind, detail, at } = event;
  return (
    <li>
      <div className="row quiet">
        <strong>{t(`desk.event.${kind as 'escalated' | 'transferred' | 'rerouted'}`)}</strong>
        {detail?.to !== undefined && (
          <span>
            {detail.from} → {isPerson(detail.to) ? <PersonName principal={detail.to} /> : detail.to}
          </span>
        )}
        <Instant at={at} />
      </div>
      {detail?.note !== undefined && <Said text={detail.note} />}
    </li>
  );
}

/** Names of queues are never ids. */
const isPerson = (target: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(target);

function Appeal({ appeal, revealed }: { readonly appeal: TaskAppeal; readonly revealed: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (
    <section className="panel" aria-label={t('desk.appeal')} data-testid="appeal">
      <h2>{t('desk.appeal')}</h2>
      <div className="side-by-side">
        <div className="said-card">
          <h3>{t('desk.appellantSays', { who: t(`appellant.${appeal.appellant}`) })}</h3>
          <CoveredText revealed={revealed} className="task-text said">
            <MarkedText text={appeal.text} marks={[]} reasons={[]} pointedAt={undefined} />
          </CoveredText>
        </div>
        <div className="said-card">
          <h3>{t('desk.statement', { revision: appeal.contestedRevision })}</h3>
          <Said text={appeal.statement[language]} />
        </div>
      </div>
    </section>
  );
}

type TaskAppeal = NonNullable<ReviewTaskBody['appeal']>;
type OpinionList = NonNullable<ReviewTaskBody['opinions']>;

function Opinions({ opinions }: { readonly opinions: OpinionList }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return (
    <section className="panel" aria-label={t('desk.opinions')} data-testid="opinions">
      <h2>{t('desk.opinions')}</h2>
      <div className="side-by-side">
        {opinions.map(({ kind, outcome, category, clause, note }, index) => (
          <div key={index} className="said-card">
            <h3>{t('desk.opinionOf', { number: index + 1 })}</h3>
            <div className="row">
              <RulingChip kind={kind} outcome={outcome} />
              {category !== undefined && <span>{nameOf(category)}</span>}
              {clause !== undefined && <code title={clause}>{clauseIdOf(clause)}</code>}
            </div>
            {note === undefined ? (
              <p className="quiet">{t('desk.noNote')}</p>
            ) : (
              <Said text={note} />
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

const Said = ({ text }: { readonly text: string }) => (
  <p className="said">
    <bdi dir="auto">{text}</bdi>
  </p>
);
