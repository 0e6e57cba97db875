import type { IndicatorKind } from '@assay/domain';
import { refused, shown } from '../read-row.js';
import { hostOfUrl } from '../text/url-host.js';

export type FoundIndicator =
  | { readonly ok: true; readonly kind: IndicatorKind; readonly value: string }
  | { readonly ok: false; readonly reason: string };

/** What we write each kind as; `x-assay-*` are objects of our own, as STIX provides for. */
const objects: Readonly<Record<IndicatorKind, string>> = {
  term: 'x-assay-term',
  pattern: 'x-assay-pattern',
  domain: 'domain-name',
};

const kindsByObject: ReadonlyMap<string, IndicatorKind | 'url'> = new Map([
  ['x-assay-term', 'term'],
  ['x-assay-pattern', 'pattern'],
  ['domain-name', 'domain'],
  ['url', 'url'],
]);

// One comparison; inside of the text a quote and a backslash have a backslash before them.
const comparison = /^\s*\[\s*([a-z0-9-]+):value\s*=\s*'((?:[^'\\]|\\['\\])*)'\s*\]\s*$/;

/** What a STIX pattern looks for, if it is one comparison that an entry can be. */
export function indicatorOf(pattern: unknown): FoundIndicator {
  if (typeof pattern !== 'string') return refused('The indicator has no pattern.');
  const [, object = '', quoted = ''] = comparison.exec(pattern) ?? [];
  const kind = kindsByObject.get(object);
  if (kind === undefined) return refused(`No entry can be made of ${shown(pattern)}`);
  const value = quoted.replaceAll(/\\(['\\])/g, '$1');
  if (kind !== 'url') return { ok: true, kind, value };
  const url = hostOfUrl(value);
  return url.ok ? { ok: true, kind: 'domain', value: url.host } : url;
}

export const patternOf = ({ kind, value }: { kind: IndicatorKind; value: string }): string =>
  `[${objects[kind]}:value = '${value.replaceAll(/['\\]/g, String.raw`\$&`)}']`;
