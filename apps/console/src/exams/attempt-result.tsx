import type { ExamAttemptBody } from '@assay/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { percentText } from '../display/figures.js';
import { Instant } from '../display/instant.js';
import { ShareFigure } from '../display/interval.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { Chip, OutcomeChip } from '../display/word-tags.js';

type Result = NonNullable<ExamAttemptBody['result']>;

interface AttemptResultProps {
  readonly attempt: ExamAttemptBody;
  readonly result: Result;
}

/** Passed or not, how sure that is, and which items were right. What was expected is told after passing only. */
export function AttemptResult({ attempt, result }: AttemptResultProps) {
  const { t, i18n } = useTranslation();
  const { passed, correct, total, passMark, score, closedAt } = result;
  return (
    <div className="stack" data-testid="attempt-result" data-passed={passed}>
      <Alert
        type={passed ? 'success' : 'warning'}
        showIcon
        title={t(passed ? 'exam.passed' : 'exam.failed')}
        description={t(passed ? 'exam.passedHint' : 'exam.failedHint')}
      />
      <section className="panel">
        <h2>{t('exam.score')}</h2>
        <dl className="facts">
          <div>
            <dt>{t('exam.right')}</dt>
            <dd className="numeric">{t('quality.rightOf', { correct, rulings: total })}</dd>
          </div>
          <div>
            <dt>{t('exam.scoreShare')}</dt>
            <dd>
              <ShareFigure share={score} marks={[passMark]} />
            </dd>
          </div>
          <div>
            <dt>{t('exam.passMark')}</dt>
            <dd className="numeric">{percentText(passMark, i18n.language)}</dd>
          </div>
          <div>
            <dt>{t('exam.finished')}</dt>
            <dd>
              <Instant at={closedAt} />
            </dd>
          </div>
        </dl>
      </section>
      <section className="panel">
        <h2>{t('exam.itemResults')}</h2>
        <ol className="result-list">
          {result.items.map((item) => (
            <ItemResult
              key={item.position}
              result={item}
              item={attempt.items.find(({ position }) => position === item.position)}
            />
          ))}
        </ol>
      </section>
    </div>
  );
}

interface ItemResultProps {
  readonly result: Result['items'][number];
  readonly item: ExamAttemptBody['items'][number] | undefined;
}

function ItemResult({ result, item }: ItemResultProps) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const { correct, expected } = result;
  return (
    <li>
      <div className="row">
        <Chip tone={correct ? 'pass' : 'block'}>
          {t(correct ? 'exam.isRight' : 'exam.isWrong')}
        </Chip>
        {item?.outcome !== undefined && (
          <span className="row quiet">
            {t('exam.youSaid')} <OutcomeChip outcome={item.outcome} />
            {item.category !== undefined && nameOf(item.category)}
          </span>
        )}
        {expected !== undefined && !correct && (
          <span className="row quiet">
            {t('gold.expected')} <OutcomeChip outcome={expected.outcome} />
            {expected.category !== undefined && nameOf(expected.category)}
          </span>
        )}
      </div>
      {item !== undefined && (
        <bdi className="one-line">{item.parts.map(({ text }) => text).join(' ')}</bdi>
      )}
      {expected !== undefined && (
        <p className="quiet">
          <bdi>{expected.explanation}</bdi>
          {expected.clause !== undefined && <code> {expected.clause}</code>}
        </p>
      )}
    </li>
  );
}
