import { refused } from '../read-row.js';

/** The host of a URL that says nothing else. An entry can only be the host, so a URL that says more would become wider. */
export function hostOfUrl(
  text: string,
): { readonly ok: true; readonly host: string } | { readonly ok: false; readonly reason: string } {
  const written = text.trim();
  const address = hasScheme.test(written) ? written : `http://${written}`;
  if (!URL.canParse(address)) return refused('The URL cannot be read.');
  const url = new URL(address);
  if (url.hostname === '') return refused('The URL has no host.');
  if (url.pathname !== '/' && url.pathname !== '') return refused(lost('path'));
  if (url.search !== '' || url.hash !== '') return refused(lost('query'));
  if (url.port !== '') return refused(lost('port'));
  if (url.username !== '' || url.password !== '') return refused(lost('user name'));
  return { ok: true, host: url.hostname };
}

const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i;

const lost = (part: string): string =>
  `The entry would be the whole host: the ${part} of the URL would be lost.`;
