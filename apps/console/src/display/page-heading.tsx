import type { ReactNode } from 'react';

interface PageHeadingProps {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
}

export const PageHeading = ({ title, hint, actions }: PageHeadingProps) => (
  <header className="page-heading">
    <div>
      <h1>{title}</h1>
      {hint !== undefined && <p className="quiet">{hint}</p>}
    </div>
    {actions !== undefined && <div className="page-actions">{actions}</div>}
  </header>
);
