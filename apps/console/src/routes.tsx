import { createBrowserRouter } from 'react-router';
import { Landing, RouteFailure, RequireSession } from './shell/session.js';
import { Loading } from './display/loading.js';

const basename = '/console';

/** The router's own state carries the base path, which links and `navigate` must not. */
export const insideConsole = (pathname: string): string =>
  pathname.startsWith(`${basename}/`) ? pathname.slice(basename.length) : pathname;

/** Every page is its own chunk; the login page loads none of the others. */
export const router = createBrowserRouter(
  [
    {
      path: '/login',
      errorElement: <RouteFailure />,
      hydrateFallbackElement: <Loading />,
      lazy: async () => ({ Component: (await import('./login/login-page.js')).LoginPage }),
    },
    {
      path: '/',
      element: <RequireSession />,
      errorElement: <RouteFailure />,
      hydrateFallbackElement: <Loading />,
      children: [
        {
          lazy: async () => ({ Component: (await import('./shell/shell.js')).Shell }),
          errorElement: <RouteFailure />,
          children: [
            { index: true, element: <Landing /> },
            {
              path: 'overview',
              lazy: async () => ({
                Component: (await import('./overview/overview-page.js')).OverviewPage,
              }),
            },
            {
              path: 'review',
              lazy: async () => ({
                Component: (await import('./review/review-page.js')).ReviewPage,
              }),
            },
            {
              path: 'blacklist',
              lazy: async () => ({
                Component: (await import('./blacklist/blacklist-page.js')).BlacklistPage,
              }),
            },
            {
              path: 'policies',
              lazy: async () => ({
                Component: (await import('./policies/policies-page.js')).PoliciesPage,
              }),
            },
            {
              path: 'policies/:id',
              lazy: async () => ({
                Component: (await import('./policies/policy-page.js')).PolicyPage,
              }),
            },
            {
              path: 'people',
              lazy: async () => ({
                Component: (await import('./people/people-page.js')).PeoplePage,
              }),
            },
            {
              path: 'queues',
              lazy: async () => ({
                Component: (await import('./queues/queues-page.js')).QueuesPage,
              }),
            },
            {
              path: 'appeals',
              lazy: async () => ({
                Component: (await import('./disputes/disputes-page.js')).DisputesPage,
              }),
            },
            {
              path: 'appeals/:id',
              lazy: async () => ({
                Component: (await import('./disputes/appeal-page.js')).AppealPage,
              }),
            },
            {
              path: 'quality',
              lazy: async () => ({
                Component: (await import('./quality/quality-page.js')).QualityPage,
              }),
            },
            {
              path: 'exams',
              lazy: async () => ({
                Component: (await import('./exams/exams-page.js')).ExamsPage,
              }),
            },
            {
              path: 'exams/attempts/:id',
              lazy: async () => ({
                Component: (await import('./exams/attempt-page.js')).AttemptPage,
              }),
            },
            {
              path: 'standards',
              lazy: async () => ({
                Component: (await import('./standards/standards-page.js')).StandardsPage,
              }),
            },
            {
              path: 'standards/:id',
              lazy: async () => ({
                Component: (await import('./standards/standard-page.js')).StandardPage,
              }),
            },
            { path: '*', element: <Landing /> },
          ],
        },
      ],
    },
  ],
  { basename },
);
