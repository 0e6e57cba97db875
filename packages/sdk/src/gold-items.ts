import type { GoldItemBody } from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewGoldItem } from './wire.js';

export interface GoldItemListOptions extends ListOptions {
  readonly setName?: string | undefined;
  readonly category?: string | undefined;
  readonly state?: GoldItemBody['state'] | undefined;
}

/** Content with known answers, for exams and for gold mixed into queues. Scope `reviews:manage`. */
export class GoldItems {
  constructor(private readonly transport: Transport) {}

  /** Newest first; `correct` says how people did on an item. */
  list(options: GoldItemListOptions = {}): Listing<GoldItemBody> {
    return new Listing(this.transport, root, options);
  }

  get(id: string, options: CallOptions = {}): Promise<GoldItemBody> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** From content, or with `fromSubmissionId` from a decided submission. */
  create(body: NewGoldItem, options: CallOptions = {}): Promise<GoldItemBody> {
    return this.transport.json({
      method: 'POST',
      path: root,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Takes an item out of use; what was answered stays. */
  retire(id: string, options: CallOptions = {}): Promise<GoldItemBody> {
    const path = `${pathOf(id)}/retire`;
    return this.transport.json({ method: 'POST', path, ...options, repeat: 'when_refused' });
  }
}

const root = '/v1/gold-items';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
