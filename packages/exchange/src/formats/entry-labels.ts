import type { Said } from '../entry-of.js';
import type { WrittenEntry } from '../exchanged-entry.js';

// What STIX and ThreatExchange have no field for travels as labels, `assay-category:fraud`. Others ignore them.

const single = ['category', 'severity', 'action'] as const;

export const labelsOf = (entry: WrittenEntry): readonly string[] => [
  ...single.map((field) => `assay-${field}:${entry[field]}`),
  ...entry.scenes.map((scene) => `assay-scene:${scene}`),
  ...entry.industries.map((industry) => `assay-industry:${industry}`),
];

/** What labels say; of two that contradict each other the first one counts. Foreign ones say nothing. */
export function saidByLabels(labels: readonly string[]): Said {
  const said: { -readonly [Field in keyof Said]: Said[Field] } = {};
  for (const field of single) {
    const [value] = valuesOf(labels, field);
    if (value !== undefined) said[field] = value;
  }
  const scenes = valuesOf(labels, 'scene');
  const industries = valuesOf(labels, 'industry');
  if (scenes.length > 0) said.scenes = scenes;
  if (industries.length > 0) said.industries = industries;
  return said;
}

function valuesOf(labels: readonly string[], name: string): string[] {
  const prefix = `assay-${name}:`;
  return labels
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length))
    .filter((value) => value !== '');
}
