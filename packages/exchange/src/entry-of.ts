import {
  indicatorKinds,
  ruleActions,
  severities,
  textProblem,
  type IndicatorKind,
} from '@assay/domain';
import type { ExchangedEntry } from './exchanged-entry.js';
import { refused, shown, type Judged } from './read-row.js';
import { isoTimeMs } from './text/iso-time.js';

/** What can be said of an entry, by our names. Times are said in ISO 8601. */
export const entryFields = [
  'kind',
  'value',
  'effect',
  'category',
  'severity',
  'action',
  'confidence',
  'scenes',
  'industries',
  'validFrom',
  'expiresAt',
  'note',
  'evidenceReference',
] as const;
export type EntryField = (typeof entryFields)[number];

/** What a row says, of any type. Absent, `null` and empty texts say nothing. */
export type Said = { readonly [Field in EntryField]?: unknown };

type Draft = { -readonly [Field in keyof ExchangedEntry]?: ExchangedEntry[Field] };

/** The entry that a row says, or what is wrong with it. `defaultKind` is for rows that do not say theirs. */
export function entryOf(said: Said, defaultKind?: IndicatorKind): Judged {
  const draft: Draft = {};
  for (const field of entryFields) {
    const raw = said[field];
    if (raw === undefined || raw === null || raw === '') continue;
    const reason = settle[field](draft, raw);
    if (reason !== undefined) return refused(reason);
  }
  if (draft.kind === undefined && defaultKind !== undefined) draft.kind = defaultKind;
  return isWhole(draft) ? { ok: true, entry: draft } : refused(missingIn(draft));
}

const isWhole = (draft: Draft): draft is ExchangedEntry =>
  draft.kind !== undefined && draft.value !== undefined && draft.value.trim() !== '';

const missingIn = ({ kind, value = '' }: Draft): string =>
  kind === undefined && value.trim() !== ''
    ? 'The row does not say its kind.'
    : 'The row has no value.';

/** Writes one field into the draft and returns what is wrong with it, if anything. */
type Settle = (draft: Draft, raw: unknown) => string | undefined;

const settle: Readonly<Record<EntryField, Settle>> = {
  kind: word('kind', indicatorKinds),
  value: text('value', 'value'),
  effect: word('effect', ['block', 'allow'] as const),
  category: text('category', 'category'),
  severity: word('severity', severities),
  action: word('action', ruleActions),
  confidence: (draft, raw) => {
    if (typeof raw !== 'number' || !(raw >= 0 && raw <= 1)) {
      return 'The confidence is no number in the range of the format.';
    }
    draft.confidence = raw;
    return undefined;
  },
  scenes: list('scenes'),
  industries: list('industries'),
  validFrom: time('validFromMs', 'begin'),
  expiresAt: time('expiresAtMs', 'expiry'),
  note: text('note', 'note'),
  evidenceReference: text('evidenceReference', 'reference of the evidence'),
};

function word<Field extends 'kind' | 'effect' | 'severity' | 'action'>(
  field: Field,
  words: readonly NonNullable<Draft[Field]>[],
): Settle {
  return (draft, raw) => {
    if (typeof raw !== 'string') return `The ${field} is no text.`;
    const said = raw.trim().toLowerCase();
    if (said === '') return undefined;
    const found = words.find((known) => known === said);
    if (found === undefined) return `There is no ${field} "${shown(raw.trim(), 40)}".`;
    draft[field] = found;
    return undefined;
  };
}

function text(field: 'value' | 'category' | 'note' | 'evidenceReference', name: string): Settle {
  return (draft, raw) => {
    if (typeof raw !== 'string') return `The ${name} is no text.`;
    const problem = textProblem(raw);
    if (problem !== undefined) return `The ${name} ${unreadable[problem]}.`;
    draft[field] = raw;
    return undefined;
  };
}

const unreadable = {
  nul: 'contains U+0000',
  lone_surrogate: 'is not valid Unicode',
  too_long: 'is too long',
  too_many_marks: 'has too many combining marks in a row',
} as const;

function list(field: 'scenes' | 'industries'): Settle {
  return (draft, raw) => {
    if (!Array.isArray(raw)) return `The ${field} are no list.`;
    if (!raw.every((item): item is string => typeof item === 'string' && item.trim() !== '')) {
      return `The ${field} are not all texts.`;
    }
    if (raw.some((item) => textProblem(item) !== undefined)) {
      return `The ${field} are not all readable.`;
    }
    draft[field] = raw;
    return undefined;
  };
}

function time(field: 'validFromMs' | 'expiresAtMs', name: string): Settle {
  return (draft, raw) => {
    const ms = typeof raw === 'string' ? isoTimeMs(raw.trim()) : undefined;
    if (ms === undefined) return `The ${name} is no ISO 8601 date or time with a zone.`;
    draft[field] = ms;
    return undefined;
  };
}
