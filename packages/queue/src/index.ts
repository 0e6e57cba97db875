/** The jobs: catalogue, publisher, consumer, and the two backends BullMQ can run on. */
export { chooseBackend, type QueueBackend } from './backend.js';
export {
  EnvelopeConsumer,
  type ConsumerOptions,
  type EnvelopeDelivery,
} from './envelope-consumer.js';
export { EnvelopePublisher, type Envelope } from './envelope-publisher.js';
export { allLanes, maxEnvelopeIds } from './jobs.js';
