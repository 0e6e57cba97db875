import { Client } from 'pg';

/** Channel that every process of a deployment listens on. */
export const relayChannel = 'assay_relay';

/** One event on the wire. At most 8,000 bytes as JSON: PostgreSQL refuses longer notifications. */
export interface RelayMessage {
  readonly pattern: string;
  readonly data: unknown;
}

/** SQL that sends an event; inside a transaction it goes out with the COMMIT, and not at all on ROLLBACK. */
export const relayEvent = (
  pattern: string,
  data: unknown,
): { readonly sql: string; readonly params: string[] } => ({
  sql: 'SELECT pg_notify($1, $2)',
  params: [relayChannel, JSON.stringify({ pattern, data } satisfies RelayMessage)],
});

export interface RelayListenerOptions {
  readonly databaseUrl: string;
  readonly onMessage: (message: RelayMessage) => void;
  /** Called after every (re)connect: events in between were missed, so look at the tables. */
  readonly onConnected: () => void;
  readonly onError: (error: Error) => void;
}

const reconnectAfterMs = 500;

/** Holds one LISTEN connection and opens a new one when it is lost. Never rejects after `start`. */
export class RelayListener {
  private client: Client | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: RelayListenerOptions) {}

  /** Tries once; a failure is reported to `onError` and tried again in the background. */
  async start(): Promise<void> {
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: 'assay-relay',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    let lost = false;
    const lose = (error: Error): void => {
      if (lost) return;
      lost = true;
      this.reconnect(client, error);
    };
    client.on('error', lose);
    client.on('end', () => lose(new Error('The relay connection ended.')));
    client.on('notification', ({ payload }) => this.receive(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${relayChannel}`);
    } catch (error) {
      lose(error as Error);
      return;
    }
    if (this.stopped) return void client.end();
    this.client = client;
    this.options.onConnected();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private reconnect(client: Client, error: Error): void {
    client.removeAllListeners('notification');
    this.client = undefined;
    if (this.stopped) return;
    this.options.onError(error);
    client
      .end()
      .catch(() => this.options.onError(new Error('Closing a broken relay connection failed.')));
    this.timer = setTimeout(() => void this.start(), reconnectAfterMs);
  }

  private receive(payload: string): void {
    try {
      this.options.onMessage(JSON.parse(payload) as RelayMessage);
    } catch (error) {
      this.options.onError(error as Error);
    }
  }
}
