import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import { useTranslation } from 'react-i18next';
import type { DraftBody } from '@assay/contracts';
import { listQueues } from '../api/reviews.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { readStored, writeStored } from '../shell/stored.js';
import { DecisionPanel } from './decision-panel.js';
import { DeskBar } from './desk-bar.js';
import { draftOf } from './desk-state.js';
import { EmptyDesk } from './empty-desk.js';
import { KeySheet } from './key-sheet.js';
import type { DeskAction } from './keys.js';
import { obstacleOf, orderCategories, rulingFrom } from './ruling-body.js';
import { TaskView } from './task-view.js';
import { Tray } from './tray.js';
import { useDesk } from './use-desk.js';
import { useKeys } from './use-keys.js';
import './review-page.css';

/** The review desk: the task on the left, the decision beside it, rulings on their way below. */
export function ReviewPage() {
  const { t } = useTranslation();
  const [queue, setQueue] = useState<string | undefined>(() => readStored('desk.queue', undefined));
  const [keepsClaiming, setKeepsClaiming] = useState(() => readStored('desk.keepsClaiming', true));
  const [revealed, setRevealed] = useState(() =>
    readStored('desk.revealed', false, sessionStorage),
  );
  const [keysOn, setKeysOn] = useState(() => readStored('desk.keysOn', true));
  const [sheetOpen, setSheetOpen] = useState(false);
  const [search, setSearch] = useState('');
  const [nudged, setNudged] = useState(false);
  const note = useRef<TextAreaRef>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const desk = useDesk({ queue, keepsClaiming });
  const queues = useQuery({ queryKey: ['queues'], queryFn: listQueues, refetchInterval: 10_000 });
  const { taxonomies, languageOf } = useTaxonomies();

  const [current] = desk.desk.held;
  const task = current?.task;
  const draft: DraftBody = task === undefined ? {} : draftOf(desk.desk, task);
  const known = taxonomies.find(({ id }) => id === task?.taxonomy)?.categories ?? [];
  const categories =
    task === undefined ? [] : orderCategories(known, task).filter(matches(search, languageOf));

  const change = (part: DraftBody) => {
    setNudged(false);
    if (task !== undefined) desk.draft(task.id, { ...draft, ...part });
  };
  const submit = () => {
    if (current === undefined || task === undefined || current.lost) return;
    if (obstacleOf(draft, task) !== undefined) return setNudged(true);
    desk.rule(rulingFrom(draft, task, current.lease.epoch));
  };
  const toggleReveal = useCallback(() => {
    setRevealed((shown) => {
      writeStored('desk.revealed', !shown, sessionStorage);
      return !shown;
    });
  }, []);

  const act = (action: DeskAction) => {
    switch (action.type) {
      case 'outcome':
        return change({ outcome: action.outcome });
      case 'category': {
        const chosen = categories[action.position - 1];
        return chosen === undefined ? undefined : change({ category: chosen.id });
      }
      case 'claim':
        return task === undefined ? desk.claim() : undefined;
      case 'proceed':
        return task === undefined ? desk.claim() : submit();
      case 'skip':
        return desk.skip();
      case 'undo':
        return desk.undo();
      case 'note':
        return note.current?.focus();
      case 'reveal':
        return toggleReveal();
      case 'sheet':
        return setSheetOpen(true);
    }
  };
  useKeys({ act, enabled: keysOn && !sheetOpen });

  useEffect(() => {
    setSearch('');
    setNudged(false);
    scroll.current?.scrollTo({ top: 0 });
    // Or Enter would press the link or button that was used last, instead of deciding.
    scroll.current?.focus({ preventScroll: true });
  }, [task?.id]);

  return (
    <div className="desk">
      <DeskBar
        queues={queues.data?.items ?? []}
        queue={queue}
        onQueue={(name) => {
          writeStored('desk.queue', name);
          setQueue(name);
        }}
        keepsClaiming={keepsClaiming}
        onKeepsClaiming={(on) => {
          writeStored('desk.keepsClaiming', on);
          setKeepsClaiming(on);
        }}
        onSheet={() => setSheetOpen(true)}
      />
      <div className="desk-main" ref={scroll} tabIndex={-1}>
        {desk.problem !== undefined && <ProblemNotice problem={desk.problem} />}
        {task === undefined ? (
          <EmptyDesk busy={desk.busy} drained={desk.drained} onClaim={desk.claim} />
        ) : (
          <TaskView key={task.id} task={task} revealed={revealed} onReveal={toggleReveal} />
        )}
      </div>
      <aside className="desk-side" aria-label={t('review.decision')}>
        {current !== undefined && (
          <DecisionPanel
            key={current.task.id}
            held={current}
            draft={draft}
            categories={categories}
            search={search}
            nudged={nudged}
            note={note}
            onSearch={setSearch}
            onChange={change}
            onSubmit={submit}
            onSkip={desk.skip}
            onRelease={desk.release}
            onPutAway={() => desk.putAway(current.task.id)}
          />
        )}
        <Tray
          tray={desk.desk.tray}
          onUndo={desk.undo}
          onRetry={desk.retry}
          onReopen={desk.reopen}
          onClear={desk.clear}
        />
      </aside>
      <KeySheet
        open={sheetOpen}
        keysOn={keysOn}
        onKeysOn={(on) => {
          writeStored('desk.keysOn', on);
          setKeysOn(on);
        }}
        onClose={() => setSheetOpen(false)}
      />
    </div>
  );
}

const matches =
  (search: string, language: 'zh-CN' | 'en') =>
  ({
    id,
    names,
  }: {
    readonly id: string;
    readonly names: Readonly<Record<'zh-CN' | 'en', string>>;
  }): boolean => {
    const wanted = search.trim().toLowerCase();
    if (wanted === '') return true;
    const other = language === 'en' ? names['zh-CN'] : names.en;
    return `${id} ${names[language]} ${other}`.toLowerCase().includes(wanted);
  };
