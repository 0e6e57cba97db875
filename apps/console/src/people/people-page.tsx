import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeading } from '../display/page-heading.js';
import { useMay } from '../shell/session.js';
import { ApiKeys } from './api-keys.js';
import { Users } from './users.js';

/** Who may do what: people with roles, and keys with scopes. */
export function PeoplePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const mayUsers = useMay('users:manage');
  const mayKeys = useMay('keys:manage');
  const tabs = [
    ...(mayUsers ? [{ key: 'users', label: t('people.users'), children: <Users /> }] : []),
    ...(mayKeys ? [{ key: 'keys', label: t('people.keys'), children: <ApiKeys /> }] : []),
  ];
  return (
    <div className="page">
      <PageHeading title={t('people.title')} hint={t('people.hint')} />
      <Tabs
        activeKey={search.get('tab') ?? tabs[0]?.key ?? 'users'}
        onChange={(tab) => setSearch({ tab })}
        items={tabs}
      />
    </div>
  );
}
