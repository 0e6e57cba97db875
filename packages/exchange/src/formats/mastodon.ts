import type { RuleAction, Severity } from '@assay/domain';
import { entryOf } from '../entry-of.js';
import type { EntryWriter } from '../entry-writer.js';
import { refused, shown, type Judged } from '../read-row.js';
import { csvRecord } from '../text/csv-records.js';
import { cellAt, placeOf, TableReader, type Found } from '../text/csv-table.js';
import { guardFormula } from '../text/formula-guard.js';

// Domain blocks as Mastodon servers export them: https://docs.joinmastodon.org/admin/moderation/

const titles = [
  '#domain',
  '#severity',
  '#reject_media',
  '#reject_reports',
  '#public_comment',
  '#obfuscate',
];

interface Columns {
  readonly domain: number;
  readonly severity: number | undefined;
  readonly comment: number | undefined;
}

export const mastodonReader = (): TableReader<Columns> =>
  new TableReader({
    format: 'mastodon',
    find: findColumns,
    judge,
    show: (cells, { domain }) => cellAt(cells, domain) ?? '',
  });

/** Titles come with and without `#`. */
function findColumns(header: readonly string[]): Found<Columns> {
  const plain = header.map((title) => title.replace(/^#/, ''));
  const [domain, severity, comment] = ['domain', 'severity', 'public_comment'].map((title) =>
    placeOf(plain, title),
  );
  for (const place of [domain, severity, comment]) {
    if (place !== undefined && 'reason' in place) return refused(place.reason);
  }
  const at = (place: typeof domain) => (place && 'at' in place ? place.at : undefined);
  const domainAt = at(domain);
  if (domainAt === undefined) {
    return refused('The file is not mastodon: it has no column "domain".');
  }
  return {
    ok: true,
    columns: { domain: domainAt, severity: at(severity), comment: at(comment) },
  };
}

interface Weight {
  readonly action: RuleAction;
  readonly severity: Severity;
}

const weights: ReadonlyMap<string, Weight> = new Map([
  ['suspend', { action: 'block', severity: 'high' }],
  ['silence', { action: 'review', severity: 'medium' }],
  ['noop', { action: 'observe', severity: 'low' }],
]);

function judge(cells: readonly string[], columns: Columns): Judged {
  const value = cellAt(cells, columns.domain)?.trim() ?? '';
  if (value.includes('*')) return refused('The domain is obfuscated.');
  const written = cellAt(cells, columns.severity)?.trim() ?? '';
  const weight = weights.get(written.toLowerCase());
  if (weight === undefined && written !== '') {
    return refused(`There is no severity "${shown(written, 40)}".`);
  }
  const note = cellAt(cells, columns.comment);
  return entryOf({ kind: 'domain', value, ...weight, note });
}

const severityOf: Readonly<Record<RuleAction, string>> = {
  block: 'suspend',
  review: 'silence',
  restrict: 'silence',
  observe: 'noop',
};

/** Only domains that are blocked; the format has no other entries. */
export const mastodonWriter: EntryWriter = {
  begin: () => csvRecord(titles),
  entry: ({ kind, effect, value, action, note }) => {
    if (kind !== 'domain' || effect !== 'block' || value.includes('*')) return undefined;
    const cells = [value, severityOf[action], 'false', 'false', note, 'false'];
    return csvRecord(cells.map(guardFormula));
  },
  end: () => '',
};
