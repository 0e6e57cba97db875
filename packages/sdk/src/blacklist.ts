import type {
  BlacklistEntryBody,
  BlacklistEntryDetail,
  EntryHitPage,
  ImportBody,
  ImportConfirmation,
  ImportResult,
  IndustryListBody,
  SubscriptionBody,
} from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type {
  EntryEdit,
  EntryExport,
  EntryImport,
  EntryMove,
  EntryProposal,
  NewIndustryList,
  SubscriptionChange,
  Written,
} from './wire.js';

export interface BlacklistListOptions extends ListOptions {
  readonly state?: BlacklistEntryBody['state'] | undefined;
  readonly kind?: BlacklistEntryBody['kind'] | undefined;
  readonly listId?: string | undefined;
  readonly importId?: string | undefined;
  readonly search?: string | undefined;
}

export type EntryHit = Written<typeof EntryHitPage>['items'][number];

/** Own entries and industry lists. Scopes `blacklist:read`, `blacklist:propose`, `blacklist:confirm`. */
export class Blacklist {
  constructor(private readonly transport: Transport) {}

  list(options: BlacklistListOptions = {}): Listing<BlacklistEntryBody> {
    return new Listing(this.transport, root, options);
  }

  /** Proposes an entry. It acts only after somebody else has confirmed it with `move`. */
  propose(body: EntryProposal, options: CallOptions = {}): Promise<BlacklistEntryDetail> {
    return this.transport.json({
      method: 'POST',
      path: root,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** The entry with its history. */
  get(id: string, options: CallOptions = {}): Promise<BlacklistEntryDetail> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  /**
   * Moves an entry through its life, e.g. `{ to: 'active', reason: 'seen too' }`. Refused with `same_principal` when
   * the move needs a second person, with `stale_version` when `version` is not the current one.
   */
  move(id: string, body: EntryMove, options: CallOptions = {}): Promise<BlacklistEntryDetail> {
    const path = `${pathOf(id)}/transitions`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }

  /** Changes note or expiry. Prolonging an entry that acts needs somebody other than its proposer. */
  edit(id: string, body: EntryEdit, options: CallOptions = {}): Promise<BlacklistEntryDetail> {
    return this.transport.json({
      method: 'PATCH',
      path: pathOf(id),
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Which of your submissions the entry touched, newest first. */
  hits(id: string, options: ListOptions = {}): Listing<EntryHit> {
    return new Listing(this.transport, `${pathOf(id)}/hits`, options);
  }

  /** Proposes the entries of a file; `dryRun` only reports what would happen. */
  importEntries(body: EntryImport, options: CallOptions = {}): Promise<ImportResult> {
    const path = '/v1/blacklist-imports';
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }

  /** The entries you can see as a file, piece by piece as it arrives; pipe it to where it is kept. */
  async export(options: EntryExport & CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const { signal, ...query } = options;
    const path = '/v1/blacklist-exports';
    const wish = { method: 'GET', path, query, signal, repeat: 'always' } as const;
    const { body } = await this.transport.stream(wish);
    return body ?? new ReadableStream({ start: (controller) => controller.close() });
  }

  /** Imports that were carried out, newest first. */
  imports(options: ListOptions = {}): Listing<ImportBody> {
    return new Listing(this.transport, '/v1/blacklist-imports', options);
  }

  /** Activates what is still proposed of somebody else's import. */
  confirmImport(id: string, options: CallOptions = {}): Promise<ImportConfirmation> {
    const path = `/v1/blacklist-imports/${encodeURIComponent(id)}/confirm`;
    return this.transport.json({ method: 'POST', path, ...options, repeat: 'always' });
  }

  /** Industry lists of this deployment and how you apply them. */
  industryLists(options: ListOptions = {}): Listing<IndustryListBody> {
    return new Listing(this.transport, '/v1/industry-lists', options);
  }

  createIndustryList(body: NewIndustryList, options: CallOptions = {}): Promise<IndustryListBody> {
    const path = '/v1/industry-lists';
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }

  /** What you chose so far. */
  subscriptions(
    options: CallOptions = {},
  ): Promise<{ readonly items: readonly SubscriptionBody[] }> {
    return this.transport.json({
      method: 'GET',
      path: '/v1/subscriptions',
      ...options,
      repeat: 'always',
    });
  }

  /** Chooses how a list acts on your submissions: apply, review, shadow or ignore. Scope `blacklist:confirm`. */
  subscribe(body: SubscriptionChange, options: CallOptions = {}): Promise<SubscriptionBody> {
    return this.transport.json({
      method: 'PUT',
      path: '/v1/subscriptions',
      body,
      ...options,
      repeat: 'always',
    });
  }
}

const root = '/v1/blacklist-entries';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
