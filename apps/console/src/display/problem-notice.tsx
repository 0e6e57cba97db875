import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem.js';

interface ProblemNoticeProps {
  readonly problem: unknown;
  readonly action?: ReactNode;
}

/** What happened and what to do, from any error; places in the request are listed. Nothing without an error. */
export function ProblemNotice({ problem: cause, action }: ProblemNoticeProps) {
  const { t } = useTranslation();
  if (cause === null || cause === undefined) return null;
  const { code, detail, more } = asProblem(cause);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      data-testid="problem"
      data-code={code}
      title={t(`problem.${code}`)}
      action={action}
      description={
        <>
          <div className="quiet">{detail}</div>
          {more.errors !== undefined && more.errors.length > 0 && (
            <ul className="problem-places">
              {more.errors.map((place) => (
                <li key={`${place.pointer} ${place.message}`}>
                  <code>{place.pointer || '/'}</code> {place.message}
                </li>
              ))}
            </ul>
          )}
          {more.requestId !== undefined && (
            <div className="quiet mono">{t('shell.requestId', { id: more.requestId })}</div>
          )}
        </>
      }
    />
  );
}
