import type { IndicatorKind } from '@assay/domain';
import { entryFields, entryOf, type EntryField } from '../entry-of.js';
import type { EntryWriter } from '../entry-writer.js';
import type { WrittenEntry } from '../exchanged-entry.js';
import { refused, shown, type Judged } from '../read-row.js';
import { csvRecord } from '../text/csv-records.js';
import { cellAt, placeOf, TableReader, titleOf, type Found } from '../text/csv-table.js';
import { guardFormula } from '../text/formula-guard.js';
import { isoTimeOf } from '../text/iso-time.js';

// Our own CSV: a header line, lists joined by `;`, times in ISO 8601, cells guarded against being run by spreadsheets.

const titles: Readonly<Record<EntryField, string>> = {
  kind: 'kind',
  value: 'value',
  effect: 'effect',
  category: 'category',
  severity: 'severity',
  action: 'action',
  confidence: 'confidence',
  scenes: 'scenes',
  industries: 'industries',
  validFrom: 'valid_from',
  expiresAt: 'expires_at',
  note: 'note',
  evidenceReference: 'evidence_reference',
};

interface CsvOptions {
  readonly columns: Readonly<Record<string, string>> | undefined;
  readonly kind: IndicatorKind | undefined;
}

/** The fields that a file has, in the order of `entryFields`, and where. */
type Columns = readonly (readonly [field: EntryField, at: number])[];

export const csvReader = ({ columns, kind }: CsvOptions): TableReader<Columns> =>
  new TableReader<Columns>({
    format: 'csv',
    find: (header) => findColumns(header, { columns, kind }),
    judge: (cells, found) => judge({ cells, columns: found, kind }),
    show: (cells, found) =>
      cellAt(cells, found.find(([field]) => field === 'value')?.[1]) ?? cells.join(','),
  });

function findColumns(header: readonly string[], { columns, kind }: CsvOptions): Found<Columns> {
  const mapped = columns === undefined ? { ok: true as const, titles } : mappedTitles(columns);
  if (!mapped.ok) return mapped;
  const found: [EntryField, number][] = [];
  for (const field of entryFields) {
    const title = mapped.titles[field];
    if (title === undefined) continue;
    const place = placeOf(header, titleOf(title));
    if ('reason' in place) return refused(place.reason);
    if (place.at !== undefined) found.push([field, place.at]);
    else if (columns !== undefined) return missing(title);
  }
  const hasField = (wanted: EntryField): boolean => found.some(([field]) => field === wanted);
  if (!hasField('value')) return missing(mapped.titles.value ?? 'value');
  if (!hasField('kind') && kind === undefined) return missing(mapped.titles.kind ?? 'kind');
  return { ok: true, columns: found };
}

const missing = (title: string) =>
  refused(`The file is not csv: it has no column "${shown(title)}".`);

/** The titles that a caller gives, who may name fields as we do or as our own files do. */
function mappedTitles(columns: Readonly<Record<string, string>>) {
  const mapped: Partial<Record<EntryField, string>> = {};
  for (const [name, title] of Object.entries(columns)) {
    const field = entryFields.find(
      (known) => name === known || name === titles[known] || name === `${known}Ms`,
    );
    if (field === undefined) return refused(`An entry has no field "${shown(name)}".`);
    mapped[field] = title;
  }
  return { ok: true as const, titles: mapped };
}

interface Cells {
  readonly cells: readonly string[];
  readonly columns: Columns;
  readonly kind: IndicatorKind | undefined;
}

function judge({ cells, columns, kind }: Cells): Judged {
  const said: { [Field in EntryField]?: unknown } = {};
  for (const [field, at] of columns) {
    const cell = cellAt(cells, at) ?? '';
    if (cell !== '') said[field] = saidBy(field, cell);
  }
  return entryOf(said, kind);
}

function saidBy(field: EntryField, cell: string): unknown {
  switch (field) {
    case 'value':
    case 'note':
    case 'evidenceReference':
      return cell;
    case 'confidence':
      return cell.trim() === '' ? undefined : Number(cell);
    case 'scenes':
    case 'industries':
      return cell
        .split(';')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    default:
      return cell.trim();
  }
}

export const csvWriter: EntryWriter = {
  begin: () => csvRecord([...entryFields.map((field) => titles[field]), 'id', 'state']),
  entry: (entry) => {
    if (![...entry.scenes, ...entry.industries].every(isListItem)) return undefined;
    const cells = entryFields.map((field) => written[field](entry));
    return csvRecord([...cells, entry.id, entry.state].map(guardFormula));
  },
  end: () => '',
};

const written: Readonly<Record<EntryField, (entry: WrittenEntry) => string>> = {
  kind: ({ kind }) => kind,
  value: ({ value }) => value,
  effect: ({ effect }) => effect,
  category: ({ category }) => category,
  severity: ({ severity }) => severity,
  action: ({ action }) => action,
  confidence: ({ confidence }) => String(confidence),
  scenes: ({ scenes }) => scenes.join(';'),
  industries: ({ industries }) => industries.join(';'),
  validFrom: ({ validFromMs }) => isoTimeOf(validFromMs),
  expiresAt: ({ expiresAtMs }) => isoTimeOf(expiresAtMs),
  note: ({ note }) => note,
  evidenceReference: ({ evidenceReference }) => evidenceReference ?? '',
};

// Another item would come back as several or as none.
const isListItem = (item: string): boolean =>
  item !== '' && item.trim() === item && !item.includes(';');
