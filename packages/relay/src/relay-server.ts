import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { RelayListener } from './relay-connection.js';

export interface RelayServerOptions {
  readonly databaseUrl: string;
  /** Called after every (re)connect, because events may have been missed. */
  readonly onConnected?: () => void;
}

/**
 * Nest transport over PostgreSQL LISTEN/NOTIFY: `@EventPattern` handlers receive what any process of the deployment
 * emitted. An accelerator only: every event that gets lost costs one poll interval, never a decision.
 */
export class RelayServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('assay-relay');
  private readonly listener: RelayListener;

  constructor(options: RelayServerOptions) {
    super();
    this.listener = new RelayListener({
      databaseUrl: options.databaseUrl,
      onMessage: ({ pattern, data }) => {
        const handler = this.getHandlerByPattern(pattern);
        if (handler !== null)
          void Promise.resolve(handler(data)).catch((error: Error) =>
            this.handleError(error.stack ?? error.message),
          );
      },
      onConnected: options.onConnected ?? (() => undefined),
      onError: (error) => this.logger.warn(`relay: ${error.message}`),
    });
  }

  listen(callback: (error?: unknown) => void): void {
    this.listener.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.listener.stop();
  }

  on(): void {
    throw new Error('The relay has no transport events.');
  }

  unwrap<T>(): T {
    return this.listener as T;
  }
}
