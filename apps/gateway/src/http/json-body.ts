import { HttpException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * JSON is the only media type. An empty body with a JSON content type counts as no body, because many clients
 * always send the header; prototype keys are refused by the parser.
 */
export function acceptJsonOnly(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      if (body.length === 0) return done(null, undefined);
      return parse(request, body as string, (error, parsed) => {
        if (error) done(new HttpException('malformed', 400));
        else done(null, parsed);
      });
    },
  );
}
