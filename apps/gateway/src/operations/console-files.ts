import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * Serves the built console under `/console/`. Addresses without a file extension are pages of the console's own
 * router and get its index.
 */
export async function serveConsole(
  instance: FastifyInstance,
  consoleDir: string,
): Promise<boolean> {
  const root = path.resolve(consoleDir);
  if (!existsSync(path.join(root, 'index.html'))) return false;
  await instance.register(fastifyStatic, { root, serve: false, cacheControl: false });
  instance.get('/console', (_, reply) => reply.redirect('/console/'));
  instance.get<{ Params: { '*': string } }>('/console/*', (request, reply) => {
    const wanted = request.params['*'];
    if (isFile(root, wanted)) {
      return reply.header('cache-control', cacheFor(wanted)).sendFile(wanted);
    }
    if (path.extname(wanted) !== '') return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
  return true;
}

function isFile(root: string, wanted: string): boolean {
  const target = path.resolve(root, wanted);
  if (wanted === '' || !target.startsWith(root + path.sep)) return false;
  try {
    return statSync(target, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // A name that no file system takes: too long, or with U+0000.
    return false;
  }
}

/** Files of the build carry a hash in their name. */
const cacheFor = (wanted: string): string =>
  wanted.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
