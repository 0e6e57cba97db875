import { z } from 'zod';
import {
  blacklistStates,
  exchangeFormats,
  indicatorKinds,
  ruleActions,
  severities,
  subscriptionModes,
} from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';

const entryFields = {
  kind: z.enum(indicatorKinds),
  value: z.string().min(1).max(512),
  effect: z.enum(['block', 'allow']).default('block'),
  category: z.string().min(1).max(64),
  severity: z.enum(severities).default('medium'),
  action: z.enum(ruleActions).default('block'),
  confidence: z.number().min(0).max(1).default(1),
  scenes: z.array(z.string().min(1).max(64)).max(64).default([]),
  industries: z.array(z.string().min(1).max(64)).max(64).default([]),
  /** Industry list to contribute to; without it the entry stays with its tenant. */
  listId: Id.optional(),
  validFrom: Timestamp.optional(),
  expiresAt: Timestamp,
  note: z.string().max(2000).default(''),
  evidenceReference: z.string().max(500).optional(),
};

/** `POST /v1/blacklist-entries` proposes an entry. */
export const ProposeEntry = z.strictObject(entryFields).meta({ id: 'ProposeEntry' });
export type ProposeEntry = z.infer<typeof ProposeEntry>;

/** `expired` is true once `expiresAt` has passed: the entry no longer acts, whatever its state. */
export const BlacklistEntryBody = z
  .object({
    id: Id,
    kind: z.enum(indicatorKinds),
    value: z.string(),
    effect: z.enum(['block', 'allow']),
    category: z.string(),
    severity: z.enum(severities),
    action: z.enum(ruleActions),
    confidence: z.number(),
    scenes: z.array(z.string()),
    industries: z.array(z.string()),
    listId: Id.optional(),
    own: z.boolean(),
    state: z.enum(blacklistStates),
    expired: z.boolean(),
    validFrom: Timestamp,
    expiresAt: Timestamp,
    note: z.string(),
    evidenceReference: z.string().optional(),
    proposedBy: z.string(),
    confirmedBy: z.string().optional(),
    /** The import that brought it, for confirming them all at once. */
    importId: Id.optional(),
    version: z.int(),
    /** Own submissions it touched; counting stops at 10,000. */
    hitCount: z.int(),
    nextStates: z.array(z.enum(blacklistStates)),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'BlacklistEntry' });
export type BlacklistEntryBody = z.infer<typeof BlacklistEntryBody>;

export const BlacklistEntryDetail = BlacklistEntryBody.extend({
  events: z.array(
    z.object({
      fromState: z.enum(blacklistStates).optional(),
      toState: z.enum(blacklistStates),
      actor: z.string(),
      reason: z.string(),
      at: Timestamp,
    }),
  ),
}).meta({ id: 'BlacklistEntryDetail' });
export type BlacklistEntryDetail = z.infer<typeof BlacklistEntryDetail>;

export const BlacklistListQuery = ListQuery.extend({
  state: z.enum(blacklistStates).optional(),
  kind: z.enum(indicatorKinds).optional(),
  listId: Id.optional(),
  importId: Id.optional(),
  search: z.string().max(200).optional(),
});
export type BlacklistListQuery = z.infer<typeof BlacklistListQuery>;
export const BlacklistPage = page(BlacklistEntryBody).meta({ id: 'BlacklistPage' });

/** `version` is the one the caller saw; a stale one is refused with 409. */
export const MoveEntry = z
  .strictObject({
    to: z.enum(blacklistStates),
    reason: z.string().max(2000).default(''),
    version: z.int().optional(),
  })
  .meta({ id: 'MoveEntry' });
export type MoveEntry = z.infer<typeof MoveEntry>;

/** `PATCH /v1/blacklist-entries/:id`. Prolonging an entry that acts needs somebody other than its proposer. */
export const EditEntry = z
  .strictObject({
    expiresAt: Timestamp.optional(),
    note: z.string().max(2000).optional(),
    reason: z.string().max(2000).default(''),
    version: z.int().optional(),
  })
  .meta({ id: 'EditEntry' });
export type EditEntry = z.infer<typeof EditEntry>;

/** Own hits only: which of the caller's submissions an entry touched. */
export const EntryHitPage = page(
  z.object({ submissionId: Id, action: z.enum(ruleActions), at: Timestamp }),
).meta({ id: 'EntryHitPage' });

/**
 * Entries of a file. What a row does not say, the import says for it: `category` may be left out when every row has its
 * own. `columns` maps field names to the titles of a CSV file that are not ours. `kind` is that of rows without one.
 */
export const ImportEntries = z
  .strictObject({
    format: z.enum(exchangeFormats).default('terms'),
    content: z.string().max(900_000),
    columns: z.record(z.string().max(64), z.string().max(200)).optional(),
    kind: z.enum(indicatorKinds).default('term'),
    category: z.string().min(1).max(64).optional(),
    severity: z.enum(severities).default('medium'),
    action: z.enum(ruleActions).default('block'),
    expiresAt: Timestamp,
    listId: Id.optional(),
    dryRun: z.boolean().default(false),
  })
  .meta({ id: 'ImportEntries' });
export type ImportEntries = z.infer<typeof ImportEntries>;

/** What a living entry says otherwise than the file. */
const ImportConflict = z.object({
  line: z.int(),
  value: z.string(),
  entryId: Id,
  category: z.string(),
  severity: z.enum(severities),
  action: z.enum(ruleActions),
});

/**
 * `skipped` rows were said before, in the file or by a living entry; of those, `conflicts` are rows that say something
 * else of the same indicator. At most 1,000 errors and conflicts are named; `failed` counts all errors.
 */
export const ImportResult = z
  .object({
    id: Id.optional(),
    dryRun: z.boolean(),
    total: z.int(),
    added: z.int(),
    skipped: z.int(),
    failed: z.int(),
    errors: z.array(z.object({ line: z.int(), value: z.string(), reason: z.string() })),
    conflicts: z.array(ImportConflict),
  })
  .meta({ id: 'ImportResult' });
export type ImportResult = z.infer<typeof ImportResult>;

/** `GET /v1/blacklist-exports`: the entries one can see, as a file. Entries that a format cannot carry are left out. */
export const ExportQuery = z
  .strictObject({
    format: z.enum(exchangeFormats).default('csv'),
    state: z.enum(blacklistStates).optional(),
    kind: z.enum(indicatorKinds).optional(),
    listId: Id.optional(),
    importId: Id.optional(),
  })
  .meta({ id: 'BlacklistExportQuery' });
export type ExportQuery = z.infer<typeof ExportQuery>;

/** An import that was carried out. `pending` counts its entries that nobody confirmed or turned down yet. */
export const ImportBody = z
  .object({
    id: Id,
    actor: z.string(),
    total: z.int(),
    added: z.int(),
    skipped: z.int(),
    pending: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Import' });
export type ImportBody = z.infer<typeof ImportBody>;
export const ImportPage = page(ImportBody).meta({ id: 'ImportPage' });

/** Answer of `POST /v1/blacklist-imports/:id/confirm`, which activates what is still proposed. */
export const ImportConfirmation = z
  .object({ id: Id, confirmed: z.int(), pending: z.int() })
  .meta({ id: 'ImportConfirmation' });
export type ImportConfirmation = z.infer<typeof ImportConfirmation>;

export const IndustryListBody = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string(),
    own: z.boolean(),
    mode: z.enum(subscriptionModes),
  })
  .meta({ id: 'IndustryList' });
export type IndustryListBody = z.infer<typeof IndustryListBody>;
export const IndustryListPage = page(IndustryListBody).meta({ id: 'IndustryListPage' });
export const CreateIndustryList = z
  .strictObject({ name: z.string().min(1).max(100), description: z.string().max(1000).default('') })
  .meta({ id: 'CreateIndustryList' });
export type CreateIndustryList = z.infer<typeof CreateIndustryList>;
export const SetSubscription = z
  .strictObject({ listId: Id, mode: z.enum(subscriptionModes) })
  .meta({ id: 'SetSubscription' });
export type SetSubscription = z.infer<typeof SetSubscription>;
export const SubscriptionBody = z
  .object({ listId: Id, mode: z.enum(subscriptionModes) })
  .meta({ id: 'Subscription' });
export type SubscriptionBody = z.infer<typeof SubscriptionBody>;
export const SubscriptionPage = page(SubscriptionBody).meta({ id: 'SubscriptionPage' });
