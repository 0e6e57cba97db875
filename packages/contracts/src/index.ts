/** The wire: zod schemas of every HTTP body, query and webhook. OpenAPI is rendered from them. */
export * from './access.js';
export * from './blacklist.js';
export * from './event.js';
export * from './list.js';
export * from './overview.js';
export * from './policy.js';
export * from './problem.js';
export * from './review.js';
export * from './submission.js';
