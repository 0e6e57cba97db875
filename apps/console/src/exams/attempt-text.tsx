import type { ExamAttemptBody } from '@assay/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

interface AttemptTextProps {
  readonly item: ExamAttemptBody['items'][number];
  readonly revealed: boolean;
  readonly onReveal: () => void;
}

/** What is to be judged, covered until it is asked for. */
export function AttemptText({ item, revealed, onReveal }: AttemptTextProps) {
  const { t } = useTranslation();
  const { model, prompt } = item.context;
  return (
    <section className="panel">
      <h2 className="row">
        {t('exam.itemNumber', { number: item.position })}
        <span className="quiet">
          <bdi>{item.scene}</bdi> · {t(`queues.language.${item.language}`)}
          {model !== undefined && <bdi> · {model}</bdi>}
        </span>
      </h2>
      {revealed ? (
        <div className="stack" data-testid="attempt-text">
          {prompt !== undefined && (
            <p className="quiet">
              {t('exam.prompt')} <bdi>{prompt}</bdi>
            </p>
          )}
          {item.parts.map(({ text }, index) => (
            <p key={index} className="quoted">
              <bdi>{text}</bdi>
            </p>
          ))}
        </div>
      ) : (
        <div className="exam-covered">
          <p className="quiet">{t('exam.covered')}</p>
          <Button onClick={onReveal} data-testid="attempt-reveal">
            {t('exam.reveal')} <kbd>V</kbd>
          </Button>
        </div>
      )}
    </section>
  );
}
