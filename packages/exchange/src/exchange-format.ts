import type { ExchangeFormat } from '@assay/domain';

/** The `Content-Type` of a written file. */
export const mediaTypes: Readonly<Record<ExchangeFormat, string>> = {
  terms: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  mastodon: 'text/csv; charset=utf-8',
  stix: 'application/stix+json;version=2.1',
  threatexchange: 'application/json',
};

/** How the name of a written file ends, without the dot. */
export const fileExtensions: Readonly<Record<ExchangeFormat, string>> = {
  terms: 'txt',
  csv: 'csv',
  ndjson: 'ndjson',
  mastodon: 'csv',
  stix: 'json',
  threatexchange: 'json',
};
