import type { QueuePage } from '@assay/contracts';

/** Queues that every tenant has without setting them up. */
const wellKnown = ['default', 'escalations', 'reports'];

/** Queues worth suggesting for a transfer: those with work and the well-known ones, without the task's own. */
export const queueChoices = (queues: QueuePage['items'], from: string): readonly string[] =>
  [...new Set([...queues.map(({ name }) => name), ...wellKnown])].filter((name) => name !== from);
