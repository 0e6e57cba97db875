import type { CareBody, OwnReviewerBody, ReviewerBody } from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { OwnReviewerChange, PresenceChange, ReviewerChange } from './wire.js';

/** People who review. One's own profile needs `reviews:work`, those of others `reviews:manage`. */
export class Reviewers {
  constructor(private readonly transport: Transport) {}

  /** What you may take, what you opted out of, and what the day asked of you. */
  me(options: CallOptions = {}): Promise<OwnReviewerBody> {
    return this.transport.json({ method: 'GET', path: own, ...options, repeat: 'always' });
  }

  /** What is left out stays. Nobody else is told what you opted out of. */
  updateMe(body: OwnReviewerChange, options: CallOptions = {}): Promise<OwnReviewerBody> {
    return this.transport.json({ method: 'PUT', path: own, body, ...options, repeat: 'always' });
  }

  /** A sign of life; answers the meter of the day. */
  setPresence(body: PresenceChange, options: CallOptions = {}): Promise<CareBody> {
    const path = `${own}/presence`;
    return this.transport.json({ method: 'PUT', path, body, ...options, repeat: 'always' });
  }

  list(options: ListOptions = {}): Listing<ReviewerBody> {
    return new Listing(this.transport, root, options);
  }

  /** Queues, languages and daily budget of a person; what is left out stays. */
  update(userId: string, body: ReviewerChange, options: CallOptions = {}): Promise<ReviewerBody> {
    const path = `${root}/${encodeURIComponent(userId)}`;
    return this.transport.json({ method: 'PUT', path, body, ...options, repeat: 'always' });
  }
}

const root = '/v1/reviewers';
const own = `${root}/me`;
