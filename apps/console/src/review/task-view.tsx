import type { ReviewTaskBody } from '@assay/contracts';
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../display/instant.js';
import { OutcomeChip, PlainChip } from '../display/word-tags.js';
import { CaseFile } from './case-file.js';
import { CoveredText } from './covered-text.js';
import { MarkedText } from './marked-text.js';
import { Reasons } from './reasons.js';
import type { Mark } from './segments.js';

interface TaskViewProps {
  readonly task: ReviewTaskBody;
  readonly revealed: boolean;
  readonly greyscale: boolean;
  readonly onReveal: () => void;
}

/** Why the task is here, what it says, and how it came to be. */
export function TaskView({ task, revealed, greyscale, onReveal }: TaskViewProps) {
  const { t } = useTranslation();
  const [pointedAt, setPointedAt] = useState<number>();
  return (
    <>
      <Reasons task={task} onPoint={setPointedAt} />
      <CaseFile task={task} revealed={revealed} />
      <section className="panel" aria-label={t('review.content')}>
        <div className="content-head">
          <h2>{t('review.content')}</h2>
          <Button
            size="small"
            icon={revealed ? <EyeInvisibleOutlined /> : <EyeOutlined />}
            onClick={onReveal}
            aria-pressed={revealed}
            data-testid="reveal"
          >
            {t(revealed ? 'review.mask' : 'review.reveal')} <kbd>V</kbd>
          </Button>
        </div>
        {task.parts.map(({ text }, part) => (
          <div key={part} className={greyscale ? 'content-part greyscale' : 'content-part'}>
            {task.parts.length > 1 && (
              <div className="quiet content-number">{t('review.part', { number: part + 1 })}</div>
            )}
            <CoveredText
              revealed={revealed}
              className="task-text"
              testId={part === 0 ? 'task-text' : `task-text-${part}`}
            >
              <MarkedText
                text={text}
                marks={marksOf(task, part)}
                reasons={task.decision?.reasons ?? []}
                pointedAt={pointedAt}
              />
            </CoveredText>
          </div>
        ))}
      </section>
      <Generation task={task} revealed={revealed} />
    </>
  );
}

const marksOf = ({ decision }: ReviewTaskBody, part: number): readonly Mark[] =>
  (decision?.reasons ?? []).flatMap(({ spans }, reason) =>
    spans.filter((span) => span.part === part).map(({ start, end }) => ({ start, end, reason })),
  );

function Generation({
  task,
  revealed,
}: {
  readonly task: ReviewTaskBody;
  readonly revealed: boolean;
}) {
  const { t } = useTranslation();
  const { model, provider, prompt, sessionId } = task.context;
  return (
    <section className="panel" aria-label={t('review.background')}>
      <h2>{t('review.background')}</h2>
      {prompt !== undefined && (
        <div className="prompt">
          <div className="quiet">{t('review.prompt')}</div>
          <CoveredText revealed={revealed} className="task-text prompt-text">
            <MarkedText text={prompt} marks={[]} reasons={[]} pointedAt={undefined} />
          </CoveredText>
        </div>
      )}
      <dl className="facts">
        <Fact label={t('review.model')} value={model} />
        <Fact label={t('review.provider')} value={provider} />
        <Fact label={t('review.session')} value={sessionId} />
        <Fact label={t('review.author')} value={task.author} />
        <Fact label={t('review.language')} value={t(`reviewLanguage.${task.language}`)} />
        <Fact label={t('review.scene')} value={task.scene} />
        <Fact label={t('review.industry')} value={task.industry} />
        <Fact label={t('review.submission')} value={task.submissionId} />
        <div>
          <dt>{t('review.received')}</dt>
          <dd>
            <Instant at={task.receivedAt} style="second" />
          </dd>
        </div>
        {task.decision !== undefined && <MachineFacts decision={task.decision} />}
      </dl>
    </section>
  );
}

const MachineFacts = ({ decision }: { readonly decision: Decision }) => {
  const { t } = useTranslation();
  return (
    <>
      <Fact label={t('review.policyVersion')} value={decision.policyVersion} />
      <Fact label={t('review.listVersion')} value={String(decision.blacklistVersion)} />
      <div>
        <dt>{t('review.machineSaid')}</dt>
        <dd className="row">
          <OutcomeChip outcome={decision.outcome} />
          <PlainChip>{decision.engineVersion}</PlainChip>
        </dd>
      </div>
    </>
  );
};

type Decision = NonNullable<ReviewTaskBody['decision']>;

const Fact = ({ label, value }: { readonly label: string; readonly value: string | undefined }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value === undefined ? <span className="quiet">—</span> : <bdi>{value}</bdi>}</dd>
  </div>
);
