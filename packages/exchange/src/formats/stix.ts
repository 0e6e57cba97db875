import { entryOf } from '../entry-of.js';
import type { EntryWriter } from '../entry-writer.js';
import type { WrittenEntry } from '../exchanged-entry.js';
import { refused, type Judged } from '../read-row.js';
import { isoTimeOf } from '../text/iso-time.js';
import { DocumentReader, objectOf, textsOf, type JsonObject } from '../text/json-document.js';
import { labelsOf, saidByLabels } from './entry-labels.js';
import { indicatorOf, patternOf } from './stix-pattern.js';

// A STIX 2.1 bundle of indicators: https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html

/** Source of the external reference that holds the reference of the evidence. */
const evidenceSource = 'assay-evidence';

export const stixReader = (): DocumentReader =>
  new DocumentReader({
    format: 'stix',
    list: 'objects',
    judge,
    show: ({ pattern, id }) => pattern ?? id,
    emptyType: 'bundle',
  });

function judge(object: JsonObject): Judged | undefined {
  if (typeof object['type'] !== 'string') return refused('The object has no type.');
  // Bundles carry who said it and how it may be shared beside what was said.
  if (object['type'] !== 'indicator') return undefined;
  if (object['revoked'] === true) return refused('revoked');
  const language = object['pattern_type'] ?? 'stix';
  const found = language === 'stix' ? indicatorOf(object['pattern']) : foreignPattern;
  if (!found.ok) return found;
  const labels = [...textsOf(object['labels']), ...textsOf(object['indicator_types'])];
  return entryOf({
    ...saidByLabels(labels),
    kind: found.kind,
    value: found.value,
    confidence: fromPercent(object['confidence']),
    validFrom: object['valid_from'],
    expiresAt: object['valid_until'],
    note: object['description'],
    evidenceReference: evidenceOf(object['external_references']),
  });
}

const foreignPattern = refused('The pattern is not in the language of STIX.');

const fromPercent = (value: unknown): unknown => (typeof value === 'number' ? value / 100 : value);

function evidenceOf(references: unknown): unknown {
  if (!Array.isArray(references)) return undefined;
  const reference = references
    .map(objectOf)
    .find((object) => object?.['source_name'] === evidenceSource);
  return reference?.['external_id'];
}

/**
 * Only entries that block: who does not know our labels would take an allow entry for something bad. What the list has
 * retired is written as revoked.
 */
export function stixWriter(producedAtMs: number): EntryWriter {
  let count = 0;
  return {
    begin: () => `{"type":"bundle","id":"bundle--${idOfMoment(producedAtMs)}"`,
    entry: (entry) => {
      if (entry.effect !== 'block' || !isUuid.test(entry.id)) return undefined;
      count += 1;
      // A list in STIX is never empty, so it begins with its first object.
      return `${count === 1 ? ',"objects":[' : ','}\n${JSON.stringify(objectOfEntry(entry))}`;
    },
    end: () => (count === 0 ? '}\n' : '\n]}\n'),
  };
}

const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUIDv7 without chance: the same moment always gives the same id. */
function idOfMoment(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

const objectOfEntry = (entry: WrittenEntry) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--${entry.id}`,
  created: isoTimeOf(entry.createdAtMs),
  modified: isoTimeOf(entry.updatedAtMs),
  ...(entry.note === '' ? {} : { description: entry.note }),
  pattern: patternOf(entry),
  pattern_type: 'stix',
  valid_from: isoTimeOf(entry.validFromMs),
  valid_until: isoTimeOf(entry.expiresAtMs),
  ...(entry.state === 'retired' ? { revoked: true } : {}),
  confidence: Math.round(entry.confidence * 100),
  labels: labelsOf(entry),
  ...(entry.evidenceReference === null
    ? {}
    : {
        external_references: [
          { source_name: evidenceSource, external_id: entry.evidenceReference },
        ],
      }),
});
