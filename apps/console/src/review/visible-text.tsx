import { useTranslation } from 'react-i18next';
import { revealInvisibles } from './invisibles.js';

/** A text with its invisible and reordering characters spelled out. */
export function VisibleText({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return revealInvisibles(text).map((run, index) =>
    run.kind === 'text' ? (
      run.text
    ) : (
      <span key={index} className="invisible" title={t('review.invisible', { name: run.label })}>
        {run.label}
      </span>
    ),
  );
}
