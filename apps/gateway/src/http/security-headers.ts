import type { FastifyInstance } from 'fastify';

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

const hsts = 'max-age=31536000; includeSubDomains';

const apiHeaders = {
  ...always,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

const page = (directives: readonly string[]) => ({
  ...always,
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...directives,
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
});

/** Styles are injected at run time by the component library, so they are allowed inline; scripts never are. */
const pageHeaders = page(["style-src 'self' 'unsafe-inline'", "img-src 'self' data:"]);

/**
 * Strict headers on every answer: pages may run scripts of this origin only, API answers nothing at all.
 * One hook with constant objects, because it runs on every submission.
 */
export function addSecurityHeaders(instance: FastifyInstance, publicUrl: URL): void {
  const secure = publicUrl.protocol === 'https:' ? { 'strict-transport-security': hsts } : {};
  const forApi = { ...apiHeaders, ...secure };
  const forPages = { ...pageHeaders, ...secure };
  instance.addHook('onRequest', (request, reply, done) => {
    const isApi = request.url.startsWith('/v1/');
    reply.headers(isApi || !isPage(request.url) ? forApi : forPages);
    done();
  });
}

const isPage = (url: string): boolean => url.startsWith('/console') || url.startsWith('/docs');
