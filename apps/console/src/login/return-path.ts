/** Where to go after signing in: a path of the console only, so that a link cannot lead elsewhere. */
export function returnPath(from: string | null): string {
  if (from === null || !from.startsWith('/')) return '/';
  const target = new URL(from, 'http://console.invalid');
  if (target.host !== 'console.invalid' || target.pathname.startsWith('/login')) return '/';
  return target.pathname.startsWith('//') ? '/' : target.pathname + target.search;
}
