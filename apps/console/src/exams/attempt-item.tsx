import type { ExamAttemptBody } from '@assay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Select, type RefSelectProps } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerAttempt } from '../api/exams.js';
import { useCategoryOptions } from '../display/category-options.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { answerOf, missingOf, neighbour, nextOpen, type Choice } from './attempt-steps.js';
import { AttemptText } from './attempt-text.js';
import { useAttemptKeys } from './use-attempt-keys.js';

const outcomes = [
  { outcome: 'pass', key: 'A' },
  { outcome: 'block', key: 'R' },
  { outcome: 'restrict', key: 'B' },
] as const;

interface AttemptItemProps {
  readonly attempt: ExamAttemptBody;
  readonly item: ExamAttemptBody['items'][number];
  readonly onMove: (position: number) => void;
}

/** One item and its answer. An answer that was sent stays as it is. */
export function AttemptItem({ attempt, item, onMove }: AttemptItemProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const queries = useQueryClient();
  const search = useRef<RefSelectProps>(null);
  const [revealed, setRevealed] = useState(false);
  const [choice, setChoice] = useState<Choice>({});
  const sent = item.outcome !== undefined;
  const shown: Choice = sent ? { outcome: item.outcome, category: item.category } : choice;
  const send = useMutation({
    mutationFn: (answer: NonNullable<ReturnType<typeof answerOf>>) =>
      answerAttempt(attempt.id, { answers: [answer] }),
    onSuccess: async (next) => {
      queries.setQueryData(['attempt', attempt.id], next);
      if (next.result !== undefined) {
        for (const queryKey of [['exams'], ['qualifications']])
          await queries.invalidateQueries({ queryKey });
        return;
      }
      onMove(nextOpen(next.items, item.position) ?? item.position);
    },
  });
  const missing = missingOf(choice);
  const answer = answerOf(item.position, choice);
  const trySend = () => {
    if (!sent && missing === undefined && answer !== undefined && !send.isPending)
      send.mutate(answer);
  };
  useAttemptKeys((move) => {
    if (move.kind === 'next' || move.kind === 'previous')
      return onMove(neighbour(attempt.items, item.position, move.kind === 'next' ? 1 : -1));
    if (move.kind === 'reveal') return setRevealed((now) => !now);
    if (sent) return undefined;
    if (move.kind === 'outcome') return setChoice((now) => ({ ...now, outcome: move.outcome }));
    if (move.kind === 'category')
      return setChoice((now) => ({ ...now, category: attempt.category }));
    if (move.kind === 'search') return search.current?.focus();
    return trySend();
  });
  const categories = useCategoryOptions(item.taxonomy);
  return (
    <div className="attempt" data-testid="attempt-item" data-position={item.position}>
      <AttemptText item={item} revealed={revealed} onReveal={() => setRevealed(true)} />
      <section className="panel attempt-answer">
        <h2>{t('exam.answer')}</h2>
        <div className="row" role="group" aria-label={t('gold.expected')}>
          {outcomes.map(({ outcome, key }) => (
            <Button
              key={outcome}
              type={shown.outcome === outcome ? 'primary' : 'default'}
              aria-pressed={shown.outcome === outcome}
              disabled={sent}
              onClick={() => setChoice((now) => ({ ...now, outcome }))}
              data-testid={`attempt-${outcome}`}
            >
              {t(`outcome.${outcome}`)} <kbd>{key}</kbd>
            </Button>
          ))}
        </div>
        <div className="stack">
          <Button
            disabled={sent || shown.outcome === 'pass'}
            type={shown.category === attempt.category ? 'primary' : 'default'}
            aria-pressed={shown.category === attempt.category}
            className="wrapping-button"
            onClick={() => setChoice((now) => ({ ...now, category: attempt.category }))}
            data-testid="attempt-category"
          >
            {nameOf(attempt.category)} <kbd>1</kbd>
          </Button>
          <Select
            ref={search}
            disabled={sent || shown.outcome === 'pass'}
            showSearch={{ optionFilterProp: 'search' }}
            aria-label={t('exam.otherCategory')}
            placeholder={t('exam.otherCategory')}
            value={shown.category === attempt.category ? undefined : shown.category}
            onChange={(category: string) => setChoice((now) => ({ ...now, category }))}
            options={categories}
          />
        </div>
        <ProblemNotice problem={send.error} />
        {sent ? (
          <p className="quiet">{t('exam.answered')}</p>
        ) : (
          <>
            <Button
              type="primary"
              disabled={missing !== undefined}
              loading={send.isPending}
              onClick={trySend}
              data-testid="attempt-send"
            >
              {t('exam.send')} <kbd>{enter}</kbd>
            </Button>
            <p className="quiet" aria-live="polite">
              {missing === undefined ? t('exam.stays') : t(`exam.missing.${missing}`)}
            </p>
          </>
        )}
        <div className="row">
          <Button onClick={() => onMove(neighbour(attempt.items, item.position, -1))}>
            {t('exam.previous')} <kbd>K</kbd>
          </Button>
          <Button onClick={() => onMove(neighbour(attempt.items, item.position, 1))}>
            {t('exam.next')} <kbd>J</kbd>
          </Button>
        </div>
      </section>
    </div>
  );
}

const enter = '↵';
