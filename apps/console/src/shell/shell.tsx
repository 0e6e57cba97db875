import {
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  FileProtectOutlined,
  LineChartOutlined,
  LogoutOutlined,
  MessageOutlined,
  MoonOutlined,
  SolutionOutlined,
  StopOutlined,
  SunOutlined,
  TeamOutlined,
  TranslationOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Menu, Select, Tooltip } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { logout, switchTenant } from '../api/access.js';
import { asProblem } from '../api/problem.js';
import { Loading } from '../display/loading.js';
import { chooseLanguage } from '../i18n/start-words.js';
import { Brand } from './brand.js';
import { pagesFor } from './pages.js';
import { usePreferences } from './preferences.js';
import { useMe } from './session.js';

const icons: Readonly<Record<ReturnType<typeof pagesFor>[number]['name'], ReactNode>> = {
  overview: <BarChartOutlined />,
  review: <AuditOutlined />,
  queues: <UnorderedListOutlined />,
  appeals: <MessageOutlined />,
  quality: <LineChartOutlined />,
  exams: <SolutionOutlined />,
  standards: <BookOutlined />,
  blacklist: <StopOutlined />,
  policies: <FileProtectOutlined />,
  people: <TeamOutlined />,
};

/** Navigation beside the page. A change of tenant starts every page anew. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const me = useMe();
  const pages = pagesFor(me.permissions);
  const selected = pages.find(({ path }) => pathname.startsWith(path));
  return (
    <div className="shell">
      <a className="skip-link" href="#page">
        {t('shell.skipToContent')}
      </a>
      <aside className="shell-side">
        <Brand />
        <TenantChoice />
        <nav aria-label={t('shell.navigation')}>
          <Menu
            mode="inline"
            selectedKeys={selected ? [selected.name] : []}
            items={pages.map(({ name, path }) => ({
              key: name,
              icon: icons[name],
              label: (
                <Link to={path} data-testid={`nav-${name}`}>
                  {t(`shell.page.${name}`)}
                </Link>
              ),
            }))}
          />
        </nav>
        <div className="shell-foot">
          <div className="shell-person">
            <strong>{me.user?.name ?? t('shell.machine')}</strong>
            <span className="quiet">{me.user?.email}</span>
          </div>
          <Controls />
        </div>
      </aside>
      <main id="page" className="shell-page" key={me.tenant.id} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function TenantChoice() {
  const me = useMe();
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: switchTenant,
    onSuccess: (next) => {
      queries.clear();
      queries.setQueryData(['me'], next);
    },
    onError: (error) => void message.error(t(`problem.${asProblem(error).code}`)),
  });
  if (me.tenants.length < 2) return <div className="shell-tenant quiet">{me.tenant.name}</div>;
  return (
    <Select
      className="shell-tenant-choice"
      aria-label={t('shell.tenant')}
      value={me.tenant.id}
      loading={move.isPending}
      onChange={(id) => move.mutate(id)}
      options={me.tenants.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

function Controls() {
  const { t, i18n } = useTranslation();
  const { appearance, setAppearance } = usePreferences();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: logout,
    onSettled: async () => {
      await navigate('/login');
      queries.clear();
    },
  });
  const dark = appearance === 'dark';
  return (
    <div className="shell-controls">
      <Tooltip title={t('shell.otherLanguage')}>
        <Button
          type="text"
          icon={<TranslationOutlined />}
          aria-label={t('shell.otherLanguage')}
          data-testid="language"
          onClick={() => chooseLanguage(i18n.language === 'en' ? 'zh-CN' : 'en')}
        />
      </Tooltip>
      <Tooltip title={t(dark ? 'shell.toLight' : 'shell.toDark')}>
        <Button
          type="text"
          icon={dark ? <SunOutlined /> : <MoonOutlined />}
          aria-label={t(dark ? 'shell.toLight' : 'shell.toDark')}
          data-testid="appearance"
          onClick={() => setAppearance(dark ? 'light' : 'dark')}
        />
      </Tooltip>
      <Tooltip title={t('shell.logout')}>
        <Button
          type="text"
          icon={<LogoutOutlined />}
          aria-label={t('shell.logout')}
          data-testid="logout"
          loading={leave.isPending}
          onClick={() => leave.mutate()}
        />
      </Tooltip>
    </div>
  );
}
