import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { diffLines, foldUnchanged } from './line-diff.js';

const context = 3;
const sign = { same: ' ', added: '+', removed: '−' } as const;

/** What a draft changes against the live version, line by line. */
export function DefinitionDiff({
  before,
  after,
}: {
  readonly before: string;
  readonly after: string;
}) {
  const { t } = useTranslation();
  const lines = useMemo(
    () => foldUnchanged(diffLines(before.split('\n'), after.split('\n')), context),
    [before, after],
  );
  if (before === after) return <p className="quiet">{t('policies.noDiff')}</p>;
  return (
    <div
      className="panel panel-flush diff mono"
      tabIndex={0}
      role="region"
      aria-label={t('policies.diff')}
    >
      {lines.map((line, index) =>
        line.kind === 'fold' ? (
          <div key={index} className="diff-fold">
            {t('policies.folded', { count: line.count })}
          </div>
        ) : (
          <div key={index} className={`diff-${line.kind}`}>
            <span aria-hidden="true">{sign[line.kind]}</span>
            {line.text}
          </div>
        ),
      )}
    </div>
  );
}
