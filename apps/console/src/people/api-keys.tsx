import type { ApiKeyBody, CreatedApiKey } from '@assay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { listApiKeys, revokeApiKey } from '../api/access.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { PlainChip } from '../display/word-tags.js';
import { KeyDrawer } from './key-drawer.js';
import { ShownOnce } from './shown-once.js';

const shownScopes = 4;

export function ApiKeys() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedApiKey>();
  const cursor = search.get('cursor') ?? undefined;
  const keys = useQuery({ queryKey: ['api-keys', cursor], queryFn: () => listApiKeys(cursor) });
  const revoke = useMutation({
    mutationFn: revokeApiKey,
    onSettled: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const columns: TableColumnsType<ApiKeyBody> = [
    {
      title: t('people.keyName'),
      render: (_, { name, prefix }) => (
        <>
          <div>{name}</div>
          <code className="quiet">{prefix}…</code>
        </>
      ),
    },
    { title: t('people.scopes'), render: (_, { scopes }) => <Scopes scopes={scopes} /> },
    {
      title: t('people.lastUsed'),
      width: 160,
      render: (_, { lastUsedAt }) =>
        lastUsedAt === undefined ? (
          <span className="quiet">{t('people.neverUsed')}</span>
        ) : (
          <Instant at={lastUsedAt} />
        ),
    },
    {
      title: t('people.expires'),
      width: 130,
      render: (_, { expiresAt }) =>
        expiresAt === undefined ? (
          <span className="quiet">{t('people.never')}</span>
        ) : (
          <Instant at={expiresAt} style="day" />
        ),
    },
    {
      key: 'revoke',
      width: 120,
      render: (_, { id, revokedAt, name }) =>
        revokedAt !== undefined ? (
          <PlainChip>{t('people.revoked')}</PlainChip>
        ) : (
          <Popconfirm title={t('people.revokeAsk', { name })} onConfirm={() => revoke.mutate(id)}>
            <Button size="small" danger data-testid={`key-revoke-${name}`}>
              {t('people.revoke')}
            </Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <div className="stack">
      <div>
        <Button type="primary" onClick={() => setCreating(true)} data-testid="key-new">
          {t('people.newKey')}
        </Button>
      </div>
      <ProblemNotice problem={keys.error ?? revoke.error} />
      <div className="panel panel-flush">
        <Table<ApiKeyBody>
          rowKey="id"
          columns={columns}
          dataSource={[...(keys.data?.items ?? [])]}
          loading={keys.isPending}
          pagination={false}
          scroll={{ x: 820 }}
          locale={{ emptyText: t('people.noKeys') }}
        />
        <CursorPager nextCursor={keys.data?.nextCursor} />
      </div>
      {creating && (
        <KeyDrawer
          onClose={() => setCreating(false)}
          onCreated={(key) => {
            setCreating(false);
            setCreated(key);
            void queries.invalidateQueries({ queryKey: ['api-keys'] });
          }}
        />
      )}
      <ShownOnce created={created} onClose={() => setCreated(undefined)} />
    </div>
  );
}

function Scopes({ scopes }: { readonly scopes: ApiKeyBody['scopes'] }) {
  const { t } = useTranslation();
  const rest = scopes.length - shownScopes;
  return (
    <span className="row" title={scopes.join(', ')}>
      {scopes.slice(0, shownScopes).map((scope) => (
        <PlainChip key={scope}>{scope}</PlainChip>
      ))}
      {rest > 0 && <span className="quiet">{t('people.moreScopes', { count: rest })}</span>}
    </span>
  );
}
