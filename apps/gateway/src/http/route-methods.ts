import type { FastifyInstance, FastifyRequest } from 'fastify';

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

const knownRoutes = new WeakMap<FastifyInstance, KnownRoute[]>();

/** Remembers every route as it is added, so that a wrong method can be told from a wrong address. */
export function rememberRoutes(instance: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  knownRoutes.set(instance, routes);
  instance.addHook('onRoute', ({ url, method }) => {
    const methods = Array.isArray(method) ? method : [method];
    // Catch-all handlers answer any method themselves and say nothing about an address.
    if (url.includes('*') || methods.length > 4) return;
    routes.push({ pattern: patternOf(url), methods });
  });
}

/** Methods that the request's address does offer; empty for an unknown address. Only asked on the way to a 404. */
export function methodsOf(request: FastifyRequest): readonly string[] {
  const path = request.url.split('?', 1)[0] ?? '';
  const routes = knownRoutes.get(request.server) ?? [];
  const offered = routes
    .filter(({ pattern }) => pattern.test(path))
    .flatMap(({ methods }) => methods);
  return [...new Set(offered)].filter((method) => method !== request.method);
}

const patternOf = (url: string): RegExp => {
  const segments = url
    .split('/')
    .map((segment) =>
      segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
  return new RegExp(`^${segments.join('/')}/?$`);
};
