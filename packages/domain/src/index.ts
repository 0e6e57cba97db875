/**
 * What moderation is: vocabulary, policies, evidence, decisions, rulings, verdicts, blacklist life.
 * Pure: no clock, no randomness, no input or output; `now` and ids are arguments.
 */
export * from './vocabulary.js';
export * from './problems.js';
export * from './access/permissions.js';
export * from './access/principal.js';
export * from './blacklist/entry.js';
export * from './blacklist/life.js';
export * from './decision/decide.js';
export * from './decision/evidence.js';
export * from './delivery/address.js';
export * from './delivery/address-safety.js';
export * from './delivery/retry-schedule.js';
export * from './policy/policy.js';
export * from './policy/rule.js';
export * from './policy/validate-definition.js';
export * from './review/check-ruling.js';
export * from './review/settle.js';
export * from './review/task.js';
export * from './submission/submission.js';
export * from './submission/text.js';
export * from './taxonomy/registry.js';
export * from './taxonomy/taxonomy.js';
export * from './verdict/verdict.js';
