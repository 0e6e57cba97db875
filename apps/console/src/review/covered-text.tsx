import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';

interface CoveredTextProps {
  readonly revealed: boolean;
  readonly className: string;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** Text behind a cover: blurred, out of reach for selection, search and screen readers, which hear that it is covered. */
export function CoveredText({ revealed, className, testId, children }: CoveredTextProps) {
  const { t } = useTranslation();
  return (
    <div className="cover">
      {!revealed && (
        <span className="cover-label">
          {t('review.covered')} <kbd>V</kbd>
        </span>
      )}
      <div
        className={revealed ? className : `${className} masked`}
        data-testid={testId}
        data-masked={!revealed}
        aria-hidden={!revealed}
        inert={!revealed}
      >
        {children}
      </div>
    </div>
  );
}
