export {
  createTestDatabase,
  type TestDatabase,
  type TestDatabaseOptions,
} from './test-database.js';
export {
  decidedSubmission,
  giveDueRuling,
  type DecidedWish,
  type DueRuling,
} from './decided-submissions.js';
export { openTasks, type OpenTask, type OpenTasksWish } from './open-tasks.js';
export {
  reviewCase,
  type ReviewCase,
  type ReviewCaseWish,
  type SeatRuling,
} from './review-cases.js';
export { createTestRedis, type TestRedis } from './test-redis.js';
export { until, type UntilOptions } from './until.js';
export { webhookSink, type ReceivedWebhook, type WebhookSink } from './webhook-sink.js';
