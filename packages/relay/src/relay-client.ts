import { ClientProxy, type ReadPacket } from '@nestjs/microservices';
import { relayEvent } from './relay-connection.js';

/** The one method of a `pg` pool that the relay needs. */
export interface RelayPool {
  query(sql: string, params: string[]): Promise<unknown>;
}

/** Emits Nest events over PostgreSQL NOTIFY. Events only; there is nobody to answer a request. */
export class RelayClient extends ClientProxy {
  constructor(private readonly pool: RelayPool) {
    super();
    this.initializeSerializer({});
    this.initializeDeserializer({});
  }

  async connect(): Promise<void> {
    // The pool connects by itself.
  }

  close(): void {
    // The pool belongs to its owner.
  }

  unwrap<T>(): T {
    return this.pool as T;
  }

  protected publish(): () => void {
    throw new Error('The relay carries events, not requests.');
  }

  protected async dispatchEvent<T>(packet: ReadPacket): Promise<T> {
    const { sql, params } = relayEvent(String(packet.pattern), packet.data as unknown);
    return (await this.pool.query(sql, params)) as T;
  }
}
