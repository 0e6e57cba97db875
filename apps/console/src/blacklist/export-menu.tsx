import { ExportQuery } from '@assay/contracts';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EntryFilter } from '../api/blacklist.js';

const formats = ExportQuery.shape.format.unwrap().options;

/** The entries that the filters show, as a file. */
export function ExportMenu({ filter }: { readonly filter: EntryFilter }) {
  const { t } = useTranslation();
  const { state, kind, listId } = filter;
  const addressOf = (format: string): string => {
    const wish = Object.entries({ format, state, kind, listId }).filter(([, value]) => value);
    return `/v1/blacklist-exports?${new URLSearchParams(wish as [string, string][]).toString()}`;
  };
  const items = formats.map((format) => ({
    key: format,
    label: (
      <a href={addressOf(format)} download data-testid={`export-${format}`}>
        {t(`blacklist.format.${format}`)}
      </a>
    ),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button data-testid="export-open">{t('blacklist.export')}</Button>
    </Dropdown>
  );
}
