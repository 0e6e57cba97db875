import type { BlacklistEntryBody } from '@assay/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { listEntries, listIndustryLists } from '../api/blacklist.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { PageHeading } from '../display/page-heading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { useTaxonomies } from '../display/taxonomies.js';
import { ActionChip, EntryStateChip, PlainChip, SeverityChip } from '../display/word-tags.js';
import { useMay } from '../shell/session.js';
import { EntryDrawer } from './entry-drawer.js';
import { EntryFilters } from './entry-filters.js';
import { ExportMenu } from './export-menu.js';
import { ImportDialog } from './import-dialog.js';
import { ProposeDrawer } from './propose-drawer.js';

/** Entries of the tenant and of its industry lists; filters, page and open entry live in the address. */
export function BlacklistPage() {
  const { t } = useTranslation();
  const mayPropose = useMay('blacklist:propose');
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<'propose' | 'import'>();
  const filter = {
    ...named(search, 'state'),
    ...named(search, 'kind'),
    ...named(search, 'listId'),
    ...named(search, 'search'),
    ...named(search, 'cursor'),
  };
  const entries = useQuery({
    queryKey: ['entries', filter],
    queryFn: () => listEntries(filter),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const lists = useQuery({
    queryKey: ['industry-lists'],
    queryFn: listIndustryLists,
    staleTime: 60_000,
  });
  const columns = useColumns();
  const change = (changes: Readonly<Record<string, string | undefined>>) =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') now.delete(name);
        else now.set(name, value);
      }
      return now;
    });
  return (
    <div className="page">
      <PageHeading
        title={t('blacklist.title')}
        hint={t('blacklist.hint')}
        actions={
          <>
            <ExportMenu filter={filter} />
            {mayPropose && (
              <>
                <Button onClick={() => setOpened('import')} data-testid="import-open">
                  {t('blacklist.import')}
                </Button>
                <Button
                  type="primary"
                  onClick={() => setOpened('propose')}
                  data-testid="propose-open"
                >
                  {t('blacklist.propose')}
                </Button>
              </>
            )}
          </>
        }
      />
      <EntryFilters
        filter={filter}
        lists={lists.data?.items ?? []}
        onChange={(changes) => change({ ...changes, cursor: undefined })}
      />
      <ProblemNotice problem={entries.error} />
      <div className="panel panel-flush">
        <Table<BlacklistEntryBody>
          rowKey="id"
          columns={columns}
          dataSource={[...(entries.data?.items ?? [])]}
          loading={entries.isPending}
          pagination={false}
          scroll={{ x: 980 }}
          locale={{ emptyText: t('blacklist.none') }}
          onRow={(entry) =>
            ({
              'data-testid': `entry-row-${entry.value}`,
              className: 'clickable-row',
              onClick: () => change({ entry: entry.id }),
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
        <CursorPager nextCursor={entries.data?.nextCursor} />
      </div>
      <EntryDrawer
        entryId={search.get('entry') ?? undefined}
        lists={lists.data?.items ?? []}
        onClose={() => change({ entry: undefined })}
      />
      <ProposeDrawer
        open={opened === 'propose'}
        lists={lists.data?.items ?? []}
        onClose={() => setOpened(undefined)}
        onProposed={(entry) => {
          setOpened(undefined);
          change({ entry: entry.id });
        }}
      />
      <ImportDialog
        open={opened === 'import'}
        lists={lists.data?.items ?? []}
        onClose={() => setOpened(undefined)}
      />
    </div>
  );
}

const named = (search: URLSearchParams, name: string): Readonly<Record<string, string>> => {
  const value = search.get(name);
  return value === null ? {} : { [name]: value };
};

function useColumns(): TableColumnsType<BlacklistEntryBody> {
  const { t } = useTranslation();
  const { nameOf } = useTaxonomies();
  return [
    {
      title: t('blacklist.value'),
      dataIndex: 'value',
      render: (_, { value, kind, effect }) => (
        <span className="row">
          <button type="button" className="entry-value">
            <bdi>{value}</bdi>
          </button>
          <PlainChip>{t(`kind.${kind}`)}</PlainChip>
          {effect === 'allow' && <PlainChip>{t('blacklist.allow')}</PlainChip>}
        </span>
      ),
    },
    { title: t('blacklist.category'), render: (_, { category }) => nameOf(category), width: 240 },
    {
      title: t('blacklist.severity'),
      render: (_, { severity }) => <SeverityChip severity={severity} />,
      width: 90,
    },
    {
      title: t('blacklist.action'),
      render: (_, { action }) => <ActionChip action={action} />,
      width: 110,
    },
    {
      title: t('blacklist.state'),
      width: 170,
      render: (_, { state, expired }) => (
        <span className="row">
          <EntryStateChip state={state} />
          {expired && <span className="chip chip-restrict">{t('blacklist.expired')}</span>}
        </span>
      ),
    },
    {
      title: t('blacklist.hits'),
      dataIndex: 'hitCount',
      align: 'right',
      className: 'numeric',
      width: 80,
    },
    {
      title: t('blacklist.expires'),
      width: 120,
      render: (_, { expiresAt }) => <Instant at={expiresAt} style="day" />,
    },
  ];
}
