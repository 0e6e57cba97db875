import { BlacklistEntryBody, type IndustryListBody } from '@assay/contracts';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EntryFilter } from '../api/blacklist.js';

interface EntryFiltersProps {
  readonly filter: EntryFilter;
  readonly lists: readonly IndustryListBody[];
  readonly onChange: (changes: Readonly<Record<string, string | undefined>>) => void;
}

export function EntryFilters({ filter, lists, onChange }: EntryFiltersProps) {
  const { t } = useTranslation();
  const { state, kind } = BlacklistEntryBody.shape;
  return (
    <div className="row">
      <Input.Search
        key={filter.search ?? ''}
        className="filter-search"
        allowClear
        aria-label={t('blacklist.search')}
        placeholder={t('blacklist.search')}
        defaultValue={filter.search}
        data-testid="entry-search"
        onSearch={(search) => onChange({ search: search.trim() })}
      />
      <Select
        className="filter"
        allowClear
        aria-label={t('blacklist.state')}
        placeholder={t('blacklist.anyState')}
        value={filter.state}
        onChange={(value?: string) => onChange({ state: value })}
        options={state.options.map((value) => ({ value, label: t(`entryState.${value}`) }))}
      />
      <Select
        className="filter"
        allowClear
        aria-label={t('blacklist.kind')}
        placeholder={t('blacklist.anyKind')}
        value={filter.kind}
        onChange={(value?: string) => onChange({ kind: value })}
        options={kind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <Select
        className="filter"
        allowClear
        aria-label={t('blacklist.list')}
        placeholder={t('blacklist.anyList')}
        value={filter.listId}
        onChange={(value?: string) => onChange({ listId: value })}
        options={lists.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
