import { useQuery } from '@tanstack/react-query';
import type { InputRef, RefSelectProps } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftBody } from '@assay/contracts';
import { listQueues } from '../api/reviews.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { readStored, writeStored } from '../shell/stored.js';
import { BreakPrompt } from './care/break-prompt.js';
import { PausedDesk } from './care/paused-desk.js';
import { useCare } from './care/use-care.js';
import { usePresence } from './care/use-presence.js';
import { categoryMatches } from './category-matches.js';
import { startsCovered } from './cover.js';
import { DecisionPanel } from './decision-panel.js';
import { deskActions } from './desk-actions.js';
import { DeskBar } from './desk-bar.js';
import { DeskLayers } from './desk-layers.js';
import { draftOf } from './desk-state.js';
import { EmptyDesk } from './empty-desk.js';
import { useLiveDesk } from './live/use-live-desk.js';
import { ReferencePanel } from './reference/reference-panel.js';
import { obstaclesOf, orderCategories, rulingFrom } from './ruling-body.js';
import { TaskView } from './task-view.js';
import { Tray } from './tray.js';
import { useDesk } from './use-desk.js';
import { useKeys } from './use-keys.js';
import { useWorkbench } from './use-workbench.js';
import './review-page.css';
import './desk-bar.css';
import './content.css';
import './decision.css';
import './reference/reference.css';

/** The review desk: the task on the left, the decision beside it, rulings on their way below. */
export function ReviewPage() {
  const { t } = useTranslation();
  const [queue, setQueue] = useState<string | undefined>(() => readStored('desk.queue', undefined));
  const [keepsClaiming, setKeepsClaiming] = useState(() => readStored('desk.keepsClaiming', true));
  const [keysOn, setKeysOn] = useState(() => readStored('desk.keysOn', true));
  const fields = {
    note: useRef<TextAreaRef>(null),
    category: useRef<InputRef>(null),
    clause: useRef<InputRef>(null),
    queue: useRef<RefSelectProps>(null),
  };
  const scroll = useRef<HTMLDivElement>(null);
  const live = useLiveDesk();
  const { reviewer, care, asksForBreak, goOn } = useCare(live.care);
  const releaseAll = useRef<() => void>(() => undefined);
  const presence = usePresence({ onPause: useCallback(() => releaseAll.current(), []) });
  const desk = useDesk({ queue, keepsClaiming, paused: presence.paused });
  releaseAll.current = desk.releaseAll;
  const queues = useQuery({ queryKey: ['queues'], queryFn: listQueues, staleTime: Infinity });
  const queueItems = live.queues ?? queues.data?.items ?? [];
  const { taxonomies, languageOf } = useTaxonomies();

  const [current] = desk.desk.held;
  const task = current?.task;
  const covered = task === undefined || startsCovered(task, reviewer?.display);
  const bench = useWorkbench({ task, covered });
  const { layer, openLayer } = bench;
  const draft: DraftBody = task === undefined ? {} : draftOf(desk.desk, task);
  const known = taxonomies.find(({ id }) => id === task?.taxonomy)?.categories ?? [];
  const ordered = task === undefined ? [] : orderCategories(known, task);
  const categories = ordered.filter(categoryMatches(bench.search, languageOf));

  const toDesk = () => scroll.current?.focus({ preventScroll: true });
  const change = (part: DraftBody) => {
    bench.set({ nudged: false });
    if (task !== undefined) desk.draft(task.id, { ...draft, ...part });
  };
  const submit = () => {
    if (current === undefined || task === undefined || current.lost) return;
    const { together } = bench;
    if (obstaclesOf({ draft, task, together }).length > 0) return bench.set({ nudged: true });
    desk.rule(rulingFrom({ draft, task, together, epoch: current.lease.epoch }));
    // Or an undo would bring the task back with its neighbours still ticked.
    bench.set({ together: [] });
    if (bench.panel === 'similar') bench.openPanel(undefined);
  };
  const closePanel = () => {
    bench.openPanel(undefined);
    toDesk();
  };
  const openClauses = () => {
    bench.openPanel('clauses');
    fields.clause.current?.focus();
  };
  const act = deskActions({
    desk,
    bench,
    current,
    categories,
    fields,
    paused: presence.paused,
    change,
    submit,
    closePanel,
    openClauses,
    goOn,
    pause: presence.toggle,
  });
  useKeys({ act, enabled: keysOn && layer === undefined });

  useEffect(() => {
    openLayer(undefined);
    scroll.current?.scrollTo({ top: 0 });
    // Or Enter would press the link or button that was used last, instead of deciding.
    toDesk();
  }, [task?.id, openLayer]);

  useEffect(() => {
    if (layer === undefined) toDesk();
  }, [layer]);

  return (
    <div className="desk" data-panel={bench.panel !== undefined && task !== undefined}>
      <DeskBar
        queues={queueItems}
        queue={queue}
        queueField={fields.queue}
        live={live.state}
        care={care}
        keepsClaiming={keepsClaiming}
        paused={presence.paused}
        onQueue={(name) => {
          writeStored('desk.queue', name);
          setQueue(name);
        }}
        onKeepsClaiming={(on) => {
          writeStored('desk.keepsClaiming', on);
          setKeepsClaiming(on);
        }}
        onPause={presence.toggle}
        onWork={() => openLayer('work')}
        onSheet={() => openLayer('sheet')}
      />
      <div className="desk-main" ref={scroll} tabIndex={-1}>
        {asksForBreak && care !== undefined && !presence.paused && (
          <BreakPrompt
            minutes={care.workedMinutesSinceBreak}
            onPause={presence.toggle}
            onGoOn={goOn}
          />
        )}
        {desk.problem !== undefined && <ProblemNotice problem={desk.problem} />}
        {presence.paused && <PausedDesk onResume={presence.toggle} />}
        {!presence.paused && task === undefined && (
          <EmptyDesk
            busy={desk.busy}
            drained={desk.drained}
            onClaim={desk.claim}
            onWork={() => openLayer('work')}
          />
        )}
        {!presence.paused && task !== undefined && (
          <TaskView
            key={task.id}
            task={task}
            revealed={bench.revealed}
            greyscale={reviewer?.display.greyscale === true}
            onReveal={bench.toggleReveal}
          />
        )}
      </div>
      {task !== undefined && bench.panel !== undefined && (
        <ReferencePanel
          panel={bench.panel}
          task={task}
          draft={draft}
          bench={bench}
          clauseSearch={fields.clause}
          onClause={(clause) => {
            change({ clause });
            toDesk();
          }}
          onClose={closePanel}
        />
      )}
      <aside className="desk-side" aria-label={t('review.decision')}>
        {current !== undefined && !presence.paused && (
          <DecisionPanel
            key={current.task.id}
            held={current}
            draft={draft}
            categories={categories}
            search={bench.search}
            nudged={bench.nudged}
            together={bench.together}
            note={fields.note}
            categoryField={fields.category}
            moves={{
              onSkip: desk.skip,
              onRelease: desk.release,
              onEscalate: () => openLayer('escalate'),
              onTransfer: () => openLayer('transfer'),
              onRefer: () => openLayer('refer'),
              onSimilar: () => bench.openPanel('similar'),
            }}
            onSearch={(search) => bench.set({ search })}
            onChange={change}
            onClauses={openClauses}
            onSubmit={submit}
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
      <DeskLayers
        bench={bench}
        desk={desk}
        draft={draft}
        categories={ordered}
        queues={queueItems}
        reviewer={reviewer}
        care={care}
        keysOn={keysOn}
        onKeysOn={(on) => {
          writeStored('desk.keysOn', on);
          setKeysOn(on);
        }}
      />
    </div>
  );
}
