import { z } from 'zod';
import { Id } from './list.js';
import { QueuePage } from './queue.js';
import { CareBody } from './reviewer.js';

/** A standard that was published just now. */
export const StandardNews = z
  .object({ standardId: Id, version: z.int() })
  .meta({ id: 'StandardNews' });
export type StandardNews = z.infer<typeof StandardNews>;

/**
 * What the stream of the review desk carries: the data of each event under the event's name. Counts are
 * exact for `reviews:read` and coarse for others, see `QueuePage`; they are sent when they changed, and at most every two
 * seconds.
 */
export const DeskNews = z
  .object({ queues: QueuePage, care: CareBody, standards: StandardNews })
  .partial()
  .meta({ id: 'DeskNews' });
export type DeskNews = z.infer<typeof DeskNews>;
