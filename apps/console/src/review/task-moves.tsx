import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { leaveFocus } from './leave-focus.js';

export interface TaskMovesProps {
  /** The lease is gone: there is nothing left to hand on. */
  readonly lost: boolean;
  readonly similar: number;
  readonly onSkip: () => void;
  readonly onRelease: () => void;
  readonly onEscalate: () => void;
  readonly onTransfer: () => void;
  readonly onRefer: () => void;
  readonly onSimilar: () => void;
}

/** Ways of a task other than a ruling of its own. */
export function TaskMoves({ lost, similar, ...moves }: TaskMovesProps) {
  const { t } = useTranslation();
  const buttons = [
    ['skip', 'S', t('review.skip'), moves.onSkip, false],
    ['release', 'Z', t('review.release'), moves.onRelease, false],
    ['escalate', 'E', t('desk.escalate'), moves.onEscalate, lost],
    ['transfer', 'T', t('desk.transfer'), moves.onTransfer, lost],
    ['refer', 'F', t('desk.refer'), moves.onRefer, lost],
    ['similar', 'C', t('desk.similarCount', { count: similar }), moves.onSimilar, lost],
  ] as const;
  return (
    <div className="decision-moves">
      {buttons.map(([name, key, label, act, disabled]) => (
        <Button
          key={name}
          size="small"
          disabled={disabled}
          onClick={(event) => leaveFocus(event, act)}
          data-testid={name}
        >
          {label} <kbd>{key}</kbd>
        </Button>
      ))}
    </div>
  );
}
