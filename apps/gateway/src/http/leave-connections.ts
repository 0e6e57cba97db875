import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches a server's connections and returns what ends those that nobody is answered on. Node's own
 * `closeIdleConnections` spares a connection that never carried a request, as browsers open them in advance, and one
 * of those would hold up a stop until it times out.
 */
export function watchConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => {
    server.closeIdleConnections();
    for (const socket of unused) socket.destroy();
  };
}
