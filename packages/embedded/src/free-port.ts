import { createServer } from 'node:net';

/**
 * A TCP port on 127.0.0.1 that nothing listens on at this moment.
 *
 * With `preferred`, the first free one from there upwards (100 tries); without, any that the system
 * gives. Somebody else may take it before the caller does: callers that start a server retry.
 * Rejects when no port is free.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred === undefined) return listenOnce({ port: 0, host: '127.0.0.1' });
  for (let port = preferred; port < preferred + 100 && port < 65_536; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${preferred} and ${preferred + 99}`);
}

// A server on every address and one on loopback alone do not exclude each other on all systems.
async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce({ port, host: '127.0.0.1' });
    await listenOnce({ port });
    return true;
  } catch {
    return false;
  }
}

function listenOnce(address: { port: number; host?: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(address, () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound ? bound.port : address.port;
      server.close(() => resolve(port));
    });
  });
}
