/** Nest events between the two services over PostgreSQL LISTEN/NOTIFY. Losing one costs a poll interval. */
export { GatheredEvent, type EventSender, type GatheredEventOptions } from './gathered-event.js';
export { RelayClient, type RelayPool } from './relay-client.js';
export {
  RelayListener,
  relayChannel,
  relayEvent,
  type RelayListenerOptions,
  type RelayMessage,
} from './relay-connection.js';
export { RelayServer, type RelayServerOptions } from './relay-server.js';
