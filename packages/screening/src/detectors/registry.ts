import { blacklistDetector } from './blacklist-detector.js';
import type { Detector } from './detector.js';
import { entityDetector } from './entity-detector.js';
import { patternDetector } from './pattern-detector.js';
import { termDetector } from './term-detector.js';

/** The in-process detectors, in the order in which they run and their evidence comes. */
export const detectors: readonly Detector[] = [
  termDetector,
  patternDetector,
  entityDetector,
  blacklistDetector,
];
