import { rmSync } from 'node:fs';

export default async function teardown() {
  const { servers, folder } = globalThis.assayTestServers;
  // Nobody needs these data again, so nothing is flushed.
  await Promise.all(servers.map((server) => server.kill()));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
