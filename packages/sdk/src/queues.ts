import type { QueueBody, QueueLoadPage, QueuePage } from '@assay/contracts';
import { parsedData, streamMessages, type LiveOptions } from './sse-stream.js';
import type { CallOptions, Transport } from './transport.js';
import type { QueueChange } from './wire.js';

/**
 * Queues of review tasks. Scope `reviews:work`; `load` and `stream` need `reviews:read`, `put` needs `reviews:manage`.
 */
export class Queues {
  constructor(private readonly transport: Transport) {}

  /** Queues with work. */
  list(options: CallOptions = {}): Promise<QueuePage> {
    return this.transport.json({ method: 'GET', path: root, ...options, repeat: 'always' });
  }

  /** How a queue works. */
  get(name: string, options: CallOptions = {}): Promise<QueueBody> {
    return this.transport.json({ method: 'GET', path: pathOf(name), ...options, repeat: 'always' });
  }

  /** Changes how a queue works; what is left out stays. A queue that was not set up is set up. */
  put(name: string, body: QueueChange, options: CallOptions = {}): Promise<QueueBody> {
    return this.transport.json({
      method: 'PUT',
      path: pathOf(name),
      body,
      ...options,
      repeat: 'always',
    });
  }

  /** What lies in all queues, who works on it, and what will be late. */
  load(options: CallOptions = {}): Promise<QueueLoadPage> {
    return this.transport.json({
      method: 'GET',
      path: `${root}/load`,
      ...options,
      repeat: 'always',
    });
  }

  /**
   * The load now and whenever it changed; reconnects by itself.
   * @example
   * for await (const { items, alarms } of client.queues.stream({ signal })) show(items, alarms);
   */
  async *stream(options: LiveOptions = {}): AsyncGenerator<QueueLoadPage, void, undefined> {
    for await (const message of streamMessages(this.transport, {
      ...options,
      path: `${root}/stream`,
    })) {
      if (message.event === 'load') yield parsedData<QueueLoadPage>(message);
    }
  }
}

const root = '/v1/queues';
const pathOf = (name: string): string => `${root}/${encodeURIComponent(name)}`;
