import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { config } from 'zod';
import { whenSignedOut } from './api/client.js';
import { asProblem, isTransient } from './api/problem.js';
import { startWords } from './i18n/start-words.js';
import { insideConsole, router } from './routes.js';
import { PreferencesProvider } from './shell/preferences.js';
import './shell/page.css';

// The page's policy forbids `eval`, and probing for it would be reported as a violation.
config({ jitless: true });

/** Mounts the console. Called once. */
export function startConsole(): void {
  startWords();
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (failures, error) => failures < 2 && isTransient(asProblem(error)),
      },
    },
  });
  whenSignedOut(() => {
    const { search } = router.state.location;
    const pathname = insideConsole(router.state.location.pathname);
    if (pathname === '/login') return;
    queries.clear();
    void router.navigate(`/login?from=${encodeURIComponent(pathname + search)}`);
  });
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <RouterProvider router={router} />
      </PreferencesProvider>
    </QueryClientProvider>,
  );
}
