import { ConsoleLogger } from '@nestjs/common';

/** What Nest says about every route and module at every start; the OpenAPI document says it better. */
const wiring = new Set<unknown>([
  'InstanceLoader',
  'RouterExplorer',
  'RoutesResolver',
  'NestFactory',
]);

/** One JSON object a line. */
export class JsonLogger extends ConsoleLogger {
  constructor() {
    super({ json: true, colors: false });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!wiring.has(rest.at(-1))) super.log(message, ...rest);
  }
}
