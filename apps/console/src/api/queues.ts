import { QueueBody, type PutQueue } from '@assay/contracts';
import { call } from './client.js';

const path = (name: string) => `/v1/queues/${encodeURIComponent(name)}`;

/** Pushes the load of every queue as events `load`. */
export const loadStreamPath = '/v1/queues/stream';
export const readQueue = (name: string) => call(path(name), { answer: QueueBody });
export const putQueue = (name: string, body: PutQueue) =>
  call(path(name), { method: 'PUT', body, answer: QueueBody });
