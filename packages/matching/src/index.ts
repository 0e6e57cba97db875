/**
 * Finds what rules describe in text. Pure: no clock, no randomness, no input or output. See DESIGN.md.
 */
export { engineVersion } from './engine-version.js';
export { FoldedText } from './fold/folded-text.js';
export { fingerprintOf, type Fingerprint } from './fingerprint/sim-hash.js';
export * from './terms/term-index.js';
export { transforms, type Transform } from './terms/transforms.js';
export * from './matchers/pattern-matcher.js';
export * from './matchers/entity-matcher.js';
export type { Entity } from './matchers/entities/entity.js';
export { hostAndParents, normaliseHost } from './matchers/entities/web-addresses.js';
