import type { FastifyReply } from 'fastify';

/** Aborts when the connection of a request closes. It also does once the answer is out, when nobody listens any more. */
export function whenGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (raw.destroyed) gone.abort();
  else raw.once('close', () => gone.abort());
  return gone.signal;
}
