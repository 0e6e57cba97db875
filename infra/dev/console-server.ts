import path from 'node:path';
import { createServer } from 'vite';
import type { Stack } from '../start/stack.js';

/** The console with hot reload on a port of its own; everything else there is the gateway. */
export async function serveConsole(root: string, stack: Stack): Promise<string> {
  // The gateway accepts a session only from its own origin, which here is another port.
  const gateway = { target: stack.localUrl, headers: { origin: stack.publicUrl } };
  const server = await createServer({
    root: path.join(root, 'apps/console'),
    logLevel: 'warn',
    server: { proxy: { '/v1': gateway, '/openapi.json': gateway, '/docs': gateway } },
  });
  await server.listen();
  return server.resolvedUrls?.local[0] ?? '';
}
