import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface BreakPromptProps {
  readonly minutes: number;
  readonly onPause: () => void;
  readonly onGoOn: () => void;
}

/** A suggestion, not an interruption: it takes no focus, and work goes on behind it. */
export function BreakPrompt({ minutes, onPause, onGoOn }: BreakPromptProps) {
  const { t } = useTranslation();
  const titleId = useId();
  return (
    <div
      className="break-prompt"
      role="dialog"
      aria-labelledby={titleId}
      data-testid="break-prompt"
    >
      <div aria-live="polite">
        <strong id={titleId}>{t('desk.breakTitle')}</strong>
        <p className="quiet">{t('desk.breakHint', { minutes })}</p>
      </div>
      <div className="row">
        <Button type="primary" onClick={onPause} data-testid="break-pause">
          {t('desk.pause')} <kbd>P</kbd>
        </Button>
        <Button onClick={onGoOn} data-testid="break-go-on">
          {t('desk.goOn')} <kbd>G</kbd>
        </Button>
      </div>
    </div>
  );
}
