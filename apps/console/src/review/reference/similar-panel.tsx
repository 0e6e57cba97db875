import type { ReviewTaskBody, SimilarTasks } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { listSimilarTasks } from '../../api/reviews.js';
import { Loading } from '../../display/loading.js';
import { ProblemNotice } from '../../display/problem-notice.js';
import { CoveredText } from '../covered-text.js';
import { VisibleText } from '../visible-text.js';
import { PanelFrame } from './panel-frame.js';
import { diffText } from './text-diff.js';

interface SimilarPanelProps {
  readonly task: ReviewTaskBody;
  readonly revealed: boolean;
  /** Ids of the tasks that the ruling will decide, too. */
  readonly together: readonly string[];
  readonly onTogether: (taskIds: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Open tasks with nearly the same text; those that are ticked are decided together with the one on the desk. */
export function SimilarPanel({ task, revealed, together, onTogether, onClose }: SimilarPanelProps) {
  const { t } = useTranslation();
  const similar = useQuery({
    queryKey: ['similar-tasks', task.id],
    queryFn: () => listSimilarTasks(task.id),
    staleTime: 0,
  });
  const items = similar.data?.items ?? [];
  const all = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const chosen = items.filter(({ taskId }) => together.includes(taskId)).length;
  useEffect(() => {
    if (all.current === null) return;
    all.current.indeterminate = chosen > 0 && chosen < items.length;
  }, [chosen, items.length]);
  useEffect(() => all.current?.focus(), [items.length]);

  const toggle = (taskId: string, on: boolean) =>
    onTogether(on ? [...together, taskId] : together.filter((id) => id !== taskId));
  return (
    <PanelFrame title={t('desk.similar')} testId="similar-panel" onClose={onClose}>
      {similar.isPending && <Loading />}
      <ProblemNotice problem={similar.error} />
      {similar.isSuccess && items.length === 0 && <p className="quiet">{t('desk.similarNone')}</p>}
      {items.length > 0 && (
        <div
          ref={list}
          role="group"
          aria-label={t('desk.similar')}
          className="similar"
          onKeyDown={(event) => step(event, list.current)}
        >
          <label className="similar-all">
            <input
              ref={all}
              type="checkbox"
              data-testid="similar-all"
              checked={chosen === items.length}
              onChange={(event) =>
                onTogether(event.target.checked ? items.map(({ taskId }) => taskId) : [])
              }
            />
            {t('desk.similarAll', { count: items.length })}
          </label>
          {items.map((item) => (
            <SimilarItem
              key={item.taskId}
              item={item}
              base={task.parts}
              revealed={revealed}
              chosen={together.includes(item.taskId)}
              onToggle={(on) => toggle(item.taskId, on)}
            />
          ))}
          <p className="quiet" role="status" data-testid="similar-sum">
            {chosen === 0 ? t('desk.similarHint') : t('desk.similarSum', { count: chosen + 1 })}
            <br />
            {t('desk.similarSample')}
          </p>
        </div>
      )}
    </PanelFrame>
  );
}

interface SimilarItemProps {
  readonly item: SimilarTasks['items'][number];
  readonly base: ReviewTaskBody['parts'];
  readonly revealed: boolean;
  readonly chosen: boolean;
  readonly onToggle: (on: boolean) => void;
}

function SimilarItem({ item, base, revealed, chosen, onToggle }: SimilarItemProps) {
  const { t } = useTranslation();
  return (
    <label className={chosen ? 'similar-item similar-chosen' : 'similar-item'}>
      <input
        type="checkbox"
        data-testid="similar-item"
        checked={chosen}
        onChange={(event) => onToggle(event.target.checked)}
      />
      <div className="similar-text">
        <span className="quiet">
          {item.distance === 0
            ? t('desk.distanceNone')
            : t('desk.distance', { count: item.distance })}
        </span>
        {item.parts.map(({ text }, part) => (
          <CoveredText key={part} revealed={revealed} className="task-text similar-part">
            <bdi dir="auto">
              {diffText(base[part]?.text ?? '', text).map((run, index) =>
                run.differs ? (
                  <ins key={index} className="differs">
                    <VisibleText text={run.text} />
                  </ins>
                ) : (
                  <VisibleText key={index} text={run.text} />
                ),
              )}
            </bdi>
          </CoveredText>
        ))}
      </div>
    </label>
  );
}

/** Arrows walk through the boxes. */
function step(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || list === null) return;
  event.preventDefault();
  const boxes = [...list.querySelectorAll('input')];
  const at = boxes.findIndex((box) => box === document.activeElement);
  boxes[Math.min(Math.max(at + by, 0), boxes.length - 1)]?.focus();
}
