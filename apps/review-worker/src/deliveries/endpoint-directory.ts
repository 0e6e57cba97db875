import type { Pool } from 'undici';
import type { SecretBox, SendingEndpoint } from '@assay/database';
import type { WebhookClient } from './webhook-client.js';

/** Purpose under which signing secrets are sealed; the gateway seals with the same one. */
const purpose = 'webhook-secret';

/** An enabled endpoint, ready to be posted to. */
export interface Target {
  readonly id: string;
  readonly tenantId: string;
  readonly pool: Pool;
  readonly path: string;
  /** Keys that are valid at `nowMs`, the current one first. */
  keysAt(nowMs: number): readonly Buffer[];
}

interface Known {
  readonly url: string;
  readonly target: Target;
}

export interface DirectoryOptions {
  readonly secretBox: SecretBox;
  readonly client: Pick<WebhookClient, 'poolFor'>;
  /** Reads every enabled endpoint. */
  readonly load: () => Promise<readonly SendingEndpoint[]>;
  /** Told about an endpoint whose secret does not open: `ASSAY_SECRET_KEY` is not the one it was sealed with. */
  readonly onUnreadable: (endpointId: string) => void;
}

/** Enabled endpoints with their keys and connections, in memory; refreshed whenever the endpoint counter moves. */
export class EndpointDirectory {
  #known: ReadonlyMap<string, Known> = new Map();
  #loading: Promise<void> | undefined;

  constructor(private readonly options: DirectoryOptions) {}

  find(endpointId: string): Target | undefined {
    return this.#known.get(endpointId)?.target;
  }

  ids(): IterableIterator<string> {
    return this.#known.keys();
  }

  /** Stops sending to it in this process at once; the table follows. */
  forget(endpointId: string): void {
    const rest = new Map(this.#known);
    rest.delete(endpointId);
    this.replace(rest);
  }

  /** Loads again. A call during a load waits for one that starts after it, so that nothing committed is missed. */
  async refresh(): Promise<void> {
    await this.#loading?.catch(() => undefined);
    this.#loading ??= this.reload().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async close(): Promise<void> {
    const pools = [...this.#known.values()].map(({ target }) => target.pool);
    this.#known = new Map();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  private async reload(): Promise<void> {
    const endpoints = await this.options.load();
    const next = new Map<string, Known>();
    for (const endpoint of endpoints) {
      const known = this.known(endpoint);
      if (known === undefined) this.options.onUnreadable(endpoint.id);
      else next.set(endpoint.id, known);
    }
    this.replace(next);
  }

  private known(endpoint: SendingEndpoint): Known | undefined {
    const { id, tenantId, url } = endpoint;
    const keys = this.keysOf(endpoint);
    if (keys === undefined) return undefined;
    const { origin, pathname, search } = new URL(url);
    const before = this.#known.get(id);
    const pool = before?.url === url ? before.target.pool : this.options.client.poolFor(origin);
    return { url, target: { id, tenantId, pool, path: pathname + search, keysAt: keys } };
  }

  private keysOf({
    id,
    secret,
    previousSecret,
    previousSecretUntil,
  }: SendingEndpoint): Target['keysAt'] | undefined {
    const current = this.options.secretBox.open(secret, { purpose, context: id });
    if (current === undefined) return undefined;
    const previous =
      previousSecret && this.options.secretBox.open(previousSecret, { purpose, context: id });
    const untilMs = previousSecretUntil?.getTime() ?? 0;
    const alone = [current];
    const both = previous ? [current, previous] : alone;
    return (nowMs) => (nowMs < untilMs ? both : alone);
  }

  /** Connections of endpoints that went away or moved are closed once their last exchange is over. */
  private replace(next: ReadonlyMap<string, Known>): void {
    for (const [id, { target }] of this.#known) {
      if (next.get(id)?.target.pool !== target.pool) void target.pool.close();
    }
    this.#known = next;
  }
}
