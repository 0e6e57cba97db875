import { useQuery } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { readStandard } from '../../api/standards.js';
import { Loading } from '../../display/loading.js';
import { ProblemNotice } from '../../display/problem-notice.js';
import { ClauseOption } from './clause-option.js';
import { citationOf, orderClauses } from './clause-order.js';
import { PanelFrame } from './panel-frame.js';

interface ClausePanelProps {
  readonly standardId: string | undefined;
  readonly category: string | undefined;
  readonly chosen: string | undefined;
  readonly search: RefObject<InputRef | null>;
  /** `undefined` takes the choice back. */
  readonly onChoose: (citation: string | undefined) => void;
  readonly onClose: () => void;
}

/** The standard of the queue beside the item: type to search, arrows to move, Enter to cite. */
export function ClausePanel({ standardId, ...props }: ClausePanelProps) {
  const { t } = useTranslation();
  const standard = useQuery({
    queryKey: ['standards', standardId],
    queryFn: () => readStandard(standardId ?? ''),
    enabled: standardId !== undefined,
    staleTime: Infinity,
  });
  return (
    <PanelFrame title={t('desk.clauses')} testId="clause-panel" onClose={props.onClose}>
      {standardId === undefined && <p className="quiet">{t('desk.noStandard')}</p>}
      {standard.isLoading && <Loading />}
      <ProblemNotice problem={standard.error} />
      {standard.data !== undefined && <ClauseList standard={standard.data} {...props} />}
    </PanelFrame>
  );
}

type ClauseListProps = Omit<ClausePanelProps, 'standardId' | 'onClose'> & {
  readonly standard: Awaited<ReturnType<typeof readStandard>>;
};

function ClauseList({ standard, category, chosen, search: input, onChoose }: ClauseListProps) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const [activeAt, setActiveAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const clauses = orderClauses(standard.clauses, { category, search });
  const active = clauses[Math.min(activeAt, clauses.length - 1)];
  useEffect(() => input.current?.focus(), [input]);
  useEffect(() => {
    list.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.id]);

  const choose = (clause: { readonly id: string } | undefined) => {
    const citation = clause && citationOf(standard, clause);
    if (citation === undefined) return;
    input.current?.blur();
    onChoose(citation === chosen ? undefined : citation);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) choose(active);
    else setActiveAt((now) => Math.min(Math.max(now + step, 0), clauses.length - 1));
  };
  const optionId = (id: string) => `${listId}-${id}`;
  return (
    <>
      <p className="quiet reference-hint">
        <strong>{standard.title[i18n.language === 'en' ? 'en' : 'zh-CN']}</strong>{' '}
        {standard.published === undefined
          ? t('desk.unpublished')
          : t('desk.standardVersion', { version: standard.published.version })}
      </p>
      <Input
        ref={input}
        allowClear
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : optionId(active.id)}
        aria-label={t('desk.clauseSearch')}
        placeholder={t('desk.clauseSearch')}
        data-testid="clause-search"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setActiveAt(0);
        }}
        onKeyDown={press}
      />
      <div ref={list} id={listId} role="listbox" aria-label={t('desk.clauses')} className="clauses">
        {clauses.map((clause) => (
          <ClauseOption
            key={clause.id}
            id={optionId(clause.id)}
            clause={clause}
            open={clause === active}
            matching={clause.category === category}
            chosen={chosen !== undefined && citationOf(standard, clause) === chosen}
            onChoose={() => choose(clause)}
          />
        ))}
      </div>
      {clauses.length === 0 && <p className="quiet">{t('desk.clauseNone')}</p>}
    </>
  );
}
