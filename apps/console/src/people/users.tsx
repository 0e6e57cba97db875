import type { UserBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { listUsers } from '../api/access.js';
import { CursorPager } from '../display/cursor-pager.js';
import { Instant } from '../display/instant.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { PlainChip } from '../display/word-tags.js';
import { useMe } from '../shell/session.js';
import { UserDrawer } from './user-drawer.js';

export function Users() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const [edited, setEdited] = useState<UserBody | 'new'>();
  const cursor = search.get('cursor') ?? undefined;
  const users = useQuery({ queryKey: ['users', cursor], queryFn: () => listUsers(cursor) });
  const columns: TableColumnsType<UserBody> = [
    {
      title: t('people.name'),
      render: (_, user) => (
        <>
          <button type="button" className="entry-value" onClick={() => setEdited(user)}>
            {user.name}
          </button>
          {user.id === me.user?.id && <span className="quiet"> · {t('shell.you')}</span>}
          <div className="quiet">{user.email}</div>
        </>
      ),
    },
    {
      title: t('people.roles'),
      render: (_, { roles }) => (
        <span className="row">
          {roles.length === 0 && <span className="quiet">{t('people.noRoles')}</span>}
          {roles.map(({ role, everywhere }) => (
            <PlainChip key={`${role} ${everywhere}`}>
              {everywhere
                ? t('people.roleEverywhere', { role: t(`role.${role}`) })
                : t(`role.${role}`)}
            </PlainChip>
          ))}
        </span>
      ),
    },
    {
      title: t('people.state'),
      width: 120,
      render: (_, { disabled }) => (
        <span className={disabled ? 'chip chip-restrict' : 'chip chip-pass'}>
          {t(disabled ? 'people.disabled' : 'people.enabled')}
        </span>
      ),
    },
    {
      title: t('people.created'),
      width: 130,
      render: (_, { createdAt }) => <Instant at={createdAt} style="day" />,
    },
  ];
  return (
    <div className="stack">
      <div>
        <Button type="primary" onClick={() => setEdited('new')} data-testid="user-new">
          {t('people.newUser')}
        </Button>
      </div>
      <ProblemNotice problem={users.error} />
      <div className="panel panel-flush">
        <Table<UserBody>
          rowKey="id"
          columns={columns}
          dataSource={[...(users.data?.items ?? [])]}
          loading={users.isPending}
          pagination={false}
          scroll={{ x: 720 }}
        />
        <CursorPager nextCursor={users.data?.nextCursor} />
      </div>
      {edited !== undefined && (
        <UserDrawer
          user={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}
