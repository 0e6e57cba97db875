import type { MeBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Result } from 'antd';
import { createContext, useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useRouteError } from 'react-router';
import { readMe } from '../api/access.js';
import { asProblem } from '../api/problem.js';
import { Loading } from '../display/loading.js';
import { ProblemNotice } from '../display/problem-notice.js';
import { suggestLanguage } from '../i18n/start-words.js';
import { pagesFor } from './pages.js';

export type Permission = MeBody['permissions'][number];

const MeContext = createContext<MeBody | undefined>(undefined);

/** The person who is signed in. */
export function useMe(): MeBody {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useMe needs a RequireSession above it.');
  return me;
}

export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);

/** Shows what is below once the gateway has said who is here; else the login page, with the way back. */
export function RequireSession() {
  const {
    data: me,
    error,
    refetch,
  } = useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 });
  const { pathname, search } = useLocation();
  const { t } = useTranslation();
  const language = me?.user?.locale;
  useEffect(() => {
    if (language !== undefined) suggestLanguage(language);
  }, [language]);
  if (me !== undefined) {
    return (
      <MeContext.Provider value={me}>
        <Outlet />
      </MeContext.Provider>
    );
  }
  if (error === null) return <Loading />;
  const problem = asProblem(error);
  if (problem.status === 401)
    return <Navigate to={`/login?from=${encodeURIComponent(pathname + search)}`} replace />;
  return (
    <div className="centred">
      <ProblemNotice
        problem={problem}
        action={<Button onClick={() => void refetch()}>{t('shell.tryAgain')}</Button>}
      />
    </div>
  );
}

/** The first page this person may open. */
export function Landing() {
  const { permissions } = useMe();
  const { t } = useTranslation();
  const [first] = pagesFor(permissions);
  if (first === undefined)
    return <Result status="info" title={t('shell.noPages')} subTitle={t('shell.noPagesHint')} />;
  return <Navigate to={first.path} replace />;
}

/** A page that broke: says so and offers a reload, because drafts are stored. */
export function RouteFailure() {
  const error = useRouteError();
  const { t } = useTranslation();
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <Result
      status="error"
      title={t('shell.broken')}
      subTitle={t('shell.brokenHint')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('shell.reload')}
        </Button>
      }
    />
  );
}
