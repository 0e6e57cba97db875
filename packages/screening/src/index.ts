/**
 * From a policy and the blacklist to evidence: what gateway and worker share. No input or output of its own; loaders are
 * injected.
 */
export * from './blacklist/blacklist-index.js';
export { checkIndicator, type CheckedIndicator } from './blacklist/check-indicator.js';
export type { EffectiveEntry, EntryQuery } from './blacklist/visibility.js';
export * from './cache/screener-cache.js';
export * from './policy/compile-policy.js';
export type { CompiledPolicy, TermUse } from './policy/compiled-policy.js';
export type { Detector, ScreenContext, ScreenedSubmission } from './detectors/detector.js';
export { Found, WorkBudget } from './detectors/detector.js';
export * from './screen.js';
