import {
  BlacklistEntryBody,
  BlacklistEntryDetail,
  BlacklistPage,
  EntryHitPage,
  ImportConfirmation,
  ImportResult,
  IndustryListPage,
  type ImportEntries,
  type MoveEntry,
  type ProposeEntry,
} from '@assay/contracts';
import { call } from './client.js';

export interface EntryFilter {
  readonly state?: string;
  readonly kind?: string;
  readonly listId?: string;
  readonly search?: string;
  readonly cursor?: string;
}

export const listEntries = (filter: EntryFilter) =>
  call('/v1/blacklist-entries', { query: { ...filter, limit: 50 }, answer: BlacklistPage });
export const readEntry = (id: string) =>
  call(`/v1/blacklist-entries/${id}`, { answer: BlacklistEntryDetail });
export const listEntryHits = (id: string) =>
  call(`/v1/blacklist-entries/${id}/hits`, { query: { limit: 20 }, answer: EntryHitPage });
export const proposeEntry = (body: ProposeEntry) =>
  call('/v1/blacklist-entries', { method: 'POST', body, answer: BlacklistEntryBody });
export const moveEntry = (id: string, body: MoveEntry) =>
  call(`/v1/blacklist-entries/${id}/transitions`, {
    method: 'POST',
    body,
    answer: BlacklistEntryDetail,
  });
export const importEntries = (body: ImportEntries) =>
  call('/v1/blacklist-imports', { method: 'POST', body, answer: ImportResult });
export const confirmImport = (id: string) =>
  call(`/v1/blacklist-imports/${id}/confirm`, { method: 'POST', answer: ImportConfirmation });
export const listIndustryLists = () => call('/v1/industry-lists', { answer: IndustryListPage });
