import type { ImportResult } from '@assay/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTaxonomies } from '../display/taxonomies.js';

const shown = 200;

/** What an import did, or would do: counts, rows that cannot be an entry, rows that a living entry contradicts. */
export function ImportOutcome({ result }: { readonly result: ImportResult }) {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  const { total, added, skipped, failed, errors, conflicts } = result;
  return (
    <Alert
      data-testid="import-result"
      type={failed > 0 || conflicts.length > 0 ? 'warning' : 'success'}
      showIcon
      title={t(result.dryRun ? 'blacklist.importPreview' : 'blacklist.imported')}
      description={
        <>
          <div className="numeric">
            {t('blacklist.importCounts', { total, added, skipped, errors: failed })}
          </div>
          <Rows
            rows={errors
              .slice(0, shown)
              .map(({ line, value, reason }) => ({ line, value, says: reason }))}
          />
          {conflicts.length > 0 && <div>{t('blacklist.importConflicts')}</div>}
          <Rows
            rows={conflicts.slice(0, shown).map(({ line, value, category, severity, action }) => ({
              line,
              value,
              says: [nameOf(category), t(`severity.${severity}`), t(`action.${action}`)].join(
                ' · ',
              ),
            }))}
          />
        </>
      }
    />
  );
}

interface RowsProps {
  readonly rows: readonly {
    readonly line: number;
    readonly value: string;
    readonly says: string;
  }[];
}

function Rows({ rows }: RowsProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return undefined;
  return (
    <ul className="import-errors">
      {rows.map(({ line, value, says }) => (
        <li key={line}>
          <span className="quiet numeric">{t('blacklist.importLine', { line })}</span>{' '}
          <code>
            <bdi>{value}</bdi>
          </code>{' '}
          {says}
        </li>
      ))}
    </ul>
  );
}
