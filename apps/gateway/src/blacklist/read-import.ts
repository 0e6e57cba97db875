import { setImmediate } from 'node:timers/promises';
import { ProposeEntry, type ImportEntries } from '@assay/contracts';
import type { ImportError, NewEntry } from '@assay/database';
import type { Problem } from '@assay/domain';
import { readEntries, type ExchangedEntry } from '@assay/exchange';
import { v7 } from 'uuid';
import { z } from 'zod';
import { unstorableText } from '../http/storable-text.js';
import { checkEntry } from './check-entry.js';

/** What a file says: entries in order, rows that repeat an earlier one, rows that cannot be an entry. */
export interface ReadImport {
  /** Rows that are neither blank nor a comment. */
  readonly total: number;
  readonly rows: readonly ReadEntry[];
  readonly repeated: number;
  readonly errors: readonly ImportError[];
}

export interface ReadEntry {
  readonly line: number;
  readonly entry: NewEntry;
}

/** What the rows of an import are checked against. */
export interface ImportDefaults {
  readonly body: ImportEntries;
  readonly expiresAtMs: number;
  readonly nowMs: number;
}

/**
 * Reads a file of entries. A bad row is an error of its own and never stops the others. `undefined` when there are more
 * than `maxRows`. Cost: O(text), tens of microseconds a row, with other requests served in between.
 */
export async function readImport(
  defaults: ImportDefaults,
  maxRows: number,
): Promise<ReadImport | undefined> {
  const { content, format, columns, kind } = defaults.body;
  const rows: ReadEntry[] = [];
  const errors: ImportError[] = [];
  const said = new Set<string>();
  let total = 0;
  let repeated = 0;
  const options = { format, kind, ...(columns === undefined ? {} : { columns }) };
  for await (const row of readEntries([content], options)) {
    total += 1;
    if (total > maxRows) return undefined;
    if (total % rowsAtOnce === 0) await setImmediate();
    const { line } = row;
    if (!row.ok) {
      errors.push({ line, value: row.value, reason: row.reason });
      continue;
    }
    const made = entryOf(row.entry, defaults);
    if (!made.ok) {
      errors.push({ line, value: row.entry.value.slice(0, maxShownUnits), reason: made.reason });
      continue;
    }
    const indicator = indicatorOf(made.entry);
    if (said.has(indicator)) repeated += 1;
    else rows.push({ line, entry: made.entry });
    said.add(indicator);
  }
  return { total, rows, repeated, errors };
}

/** A few milliseconds of work. */
const rowsAtOnce = 200;

/** Long enough to find the row again, short enough for a list of a thousand of them. */
const maxShownUnits = 80;

/** Entries with the same indicator speak of the same thing. */
export const indicatorOf = ({
  kind,
  value,
  effect,
}: Pick<NewEntry, 'kind' | 'value' | 'effect'>): string => `${kind}|${effect}|${value}`;

type Made =
  { readonly ok: true; readonly entry: NewEntry } | { readonly ok: false; readonly reason: string };

function entryOf(row: ExchangedEntry, { body, expiresAtMs, nowMs }: ImportDefaults): Made {
  const category = row.category ?? body.category;
  if (category === undefined) return wrong('The row has no category, and neither has the import.');
  if (row.effect === 'allow' && body.listId !== undefined) {
    return wrong('An industry list carries block entries; an allowance is for its own tenant.');
  }
  const told = whatRowsSay.safeParse({ ...body, ...row, category });
  if (!told.success) {
    const [issue] = told.error.issues;
    return wrong(`${issue?.path.join('.') ?? 'The row'}: ${issue?.message ?? 'it is not valid'}`);
  }
  const text = unstorableText(told.data);
  if (text !== undefined) return wrong(text.message);
  const times = {
    validFromMs: row.validFromMs ?? nowMs,
    expiresAtMs: row.expiresAtMs ?? expiresAtMs,
  };
  const value = checkEntry({ ...told.data, ...times, nowMs });
  if (!value.ok) return wrong(sentenceOf(value.problem));
  const { kind, effect, severity, action, confidence, note } = told.data;
  const { evidenceReference, scenes, industries } = told.data;
  return {
    ok: true,
    entry: {
      ...times,
      ...{ kind, effect, category, severity, action, confidence, note },
      id: v7(),
      listId: body.listId ?? null,
      value: value.value,
      scope: { scenes, industries },
      evidenceReference: evidenceReference ?? null,
    },
  };
}

/** The same limits as for an entry that is proposed alone. */
const whatRowsSay = z.object(
  ProposeEntry.omit({ listId: true, validFrom: true, expiresAt: true }).shape,
);

const wrong = (reason: string): Made => ({ ok: false, reason });

const sentenceOf = ({ detail, errors }: Problem): string => errors?.[0]?.message ?? detail;
