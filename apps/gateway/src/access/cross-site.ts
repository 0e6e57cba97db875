import type { IncomingHttpHeaders } from 'node:http';

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sent this changing request on behalf of another site. Second wall behind `SameSite=Strict`:
 * `Sec-Fetch-Site` where the browser sends it, otherwise `Origin` against `Host`; programs send neither.
 */
export function isCrossSite(method: string, headers: IncomingHttpHeaders): boolean {
  if (readingMethods.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && hostOf(origin) !== host;
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;
