import type { IndicatorKind, Severity } from '@assay/domain';
import { entryOf } from '../entry-of.js';
import type { EntryWriter } from '../entry-writer.js';
import type { WrittenEntry } from '../exchanged-entry.js';
import { refused, shown, type Judged } from '../read-row.js';
import { isoTimeOf } from '../text/iso-time.js';
import { DocumentReader, objectOf, textsOf, type JsonObject } from '../text/json-document.js';
import { hostOfUrl } from '../text/url-host.js';
import { labelsOf, saidByLabels } from './entry-labels.js';

// Threat descriptors in the shape of https://developers.facebook.com/docs/threat-exchange/reference/apis/threat-descriptor/

export const threatExchangeReader = (): DocumentReader =>
  new DocumentReader({ format: 'threatexchange', list: 'data', judge, show: indicatorOf });

const severities: ReadonlyMap<unknown, Severity> = new Map([
  ['INFO', 'low'],
  ['WARNING', 'medium'],
  ['SUSPICIOUS', 'medium'],
  ['SEVERE', 'high'],
  ['APOCALYPSE', 'critical'],
]);

const effects: ReadonlyMap<unknown, 'block' | 'allow'> = new Map([
  ['MALICIOUS', 'block'],
  ['SUSPICIOUS', 'block'],
  ['NON_MALICIOUS', 'allow'],
]);

function judge(object: JsonObject): Judged {
  const status = object['status'];
  const effect = effects.get(status);
  if (effect === undefined && status !== undefined && status !== null) {
    return refused(`The status "${shown(String(status), 40)}" says neither block nor allow.`);
  }
  const indicator = kindAndValue(object);
  if (!indicator.ok) return indicator;
  const severity = object['severity'] ?? 'UNKNOWN';
  if (!severities.has(severity) && severity !== 'UNKNOWN') {
    return refused(`There is no severity "${shown(String(severity), 40)}".`);
  }
  return entryOf({
    severity: severities.get(severity),
    ...saidByLabels(tagsOf(object['tags'])),
    kind: indicator.kind,
    value: indicator.value,
    effect,
    confidence: fromPercent(object['confidence']),
    validFrom: timeOf(object['first_active']),
    expiresAt: timeOf(object['expired_on']),
    note: object['description'],
  });
}

type Indicator =
  | { readonly ok: true; readonly kind: IndicatorKind; readonly value: string }
  | { readonly ok: false; readonly reason: string };

function kindAndValue(object: JsonObject): Indicator {
  const value = indicatorOf(object);
  if (typeof value !== 'string') return refused('The descriptor has no indicator.');
  const type = object['type'] ?? objectOf(object['indicator'])?.['type'];
  switch (type) {
    case 'DOMAIN':
      return { ok: true, kind: 'domain', value };
    case 'TEXT_STRING':
      return { ok: true, kind: 'term', value };
    case 'URI': {
      const url = hostOfUrl(value);
      return url.ok ? { ok: true, kind: 'domain', value: url.host } : url;
    }
    default:
      return refused(`No entry can be made of the type "${shown(String(type), 40)}".`);
  }
}

/** The indicator is a text, or an object that holds one. */
function indicatorOf({ raw_indicator: raw, indicator }: JsonObject): unknown {
  return raw ?? objectOf(indicator)?.['indicator'] ?? indicator;
}

/** Tags are texts, or objects in a page of their own. */
function tagsOf(tags: unknown): readonly string[] {
  const list = objectOf(tags)?.['data'] ?? tags;
  if (!Array.isArray(list)) return [];
  return textsOf(list.map((tag: unknown) => objectOf(tag)?.['text'] ?? tag));
}

const fromPercent = (value: unknown): unknown => (typeof value === 'number' ? value / 100 : value);

/** Unix seconds become ISO 8601; zero says that there is no such time. */
function timeOf(value: unknown): unknown {
  const isSeconds = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
  if (!isSeconds) return value;
  const ms = Number(value) * 1000;
  if (ms === 0) return undefined;
  return ms > 0 && ms <= lastMs ? isoTimeOf(ms) : 'out of range';
}

/** The end of the year 9999; ISO 8601 writes later ones otherwise. */
const lastMs = 253_402_300_799_999;

const types: Readonly<Record<IndicatorKind, string | undefined>> = {
  term: 'TEXT_STRING',
  domain: 'DOMAIN',
  pattern: undefined,
};

const writtenSeverities: Readonly<Record<Severity, string>> = {
  low: 'INFO',
  medium: 'SUSPICIOUS',
  high: 'SEVERE',
  critical: 'APOCALYPSE',
};

/** Terms and domains; the format knows no patterns. */
export function threatExchangeWriter(): EntryWriter {
  let separator = '\n';
  return {
    begin: () => '{"data":[',
    entry: (entry) => {
      const type = types[entry.kind];
      if (type === undefined) return undefined;
      const written = separator + JSON.stringify(descriptorOf(entry, type));
      separator = ',\n';
      return written;
    },
    end: () => '\n]}\n',
  };
}

const descriptorOf = (entry: WrittenEntry, type: string) => ({
  id: entry.id,
  raw_indicator: entry.value,
  type,
  status: entry.effect === 'allow' ? 'NON_MALICIOUS' : 'MALICIOUS',
  severity: writtenSeverities[entry.severity],
  confidence: Math.round(entry.confidence * 100),
  first_active: isoTimeOf(entry.validFromMs),
  expired_on: isoTimeOf(entry.expiresAtMs),
  added_on: isoTimeOf(entry.createdAtMs),
  last_updated: isoTimeOf(entry.updatedAtMs),
  description: entry.note,
  tags: labelsOf(entry),
});
