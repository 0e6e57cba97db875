import { useTranslation } from 'react-i18next';
import type { FieldProblems } from './desk-state.js';
import { problemsAt, type Field } from './field-problems.js';
import type { Obstacle } from './ruling-body.js';

interface FieldNoticeProps {
  readonly field: Field;
  /** What is missing, once somebody tried to send. */
  readonly missing: readonly Obstacle[];
  readonly errors: FieldProblems | undefined;
  readonly id?: string;
}

/** What is wrong with one field: what the queue asks for, and what the gateway refused. */
export function FieldNotice({ field, missing, errors, id }: FieldNoticeProps) {
  const { t } = useTranslation();
  const obstacle = missing.find(
    (name) => name === field || (name === 'spans' && field === 'outcome'),
  );
  const refused = problemsAt(errors, field);
  if (obstacle === undefined && refused.length === 0) return null;
  return (
    <div id={id} role="alert" className="field-problem" data-testid={`field-problem-${field}`}>
      {obstacle !== undefined && <div>{t(`review.obstacle.${obstacle}`)}</div>}
      {refused.map(({ code, message }) => (
        <div key={message}>
          {code === 'invalid_request' ? t('desk.fieldRefused') : t(`problem.${code}`)}{' '}
          <span className="quiet">{message}</span>
        </div>
      ))}
    </div>
  );
}
