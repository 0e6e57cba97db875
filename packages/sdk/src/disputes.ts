import type {
  AppealBody,
  AppealTermsBody,
  AuthorStrikesBody,
  IncidentBundleBody,
  ReferralBody,
  ReopenedSiblingsBody,
  ReportBody,
  StrikeTermsAnswer,
  StrikeTermsBody,
} from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewAppeal, NewReport, SiblingSearch } from './wire.js';

export interface AppealListOptions extends ListOptions {
  readonly state?: AppealBody['state'] | undefined;
  readonly submissionId?: string | undefined;
  /** Only those whose running clock has run out. */
  readonly overdue?: true | undefined;
}

/**
 * Disputes against verdicts, decided by somebody who had no part in them. Scopes `appeals:write`, `appeals:read` and,
 * to accept, reject or set terms, `reviews:manage`.
 */
export class Appeals {
  constructor(private readonly transport: Transport) {}

  /** Lodges an appeal. One per submission may be open: the second is refused with `appeal_open`. */
  create(body: NewAppeal, options: CallOptions = {}): Promise<AppealBody> {
    return this.transport.json({
      method: 'POST',
      path: appeals,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  get(id: string, options: CallOptions = {}): Promise<AppealBody> {
    return this.transport.json({
      method: 'GET',
      path: at(appeals, id),
      ...options,
      repeat: 'always',
    });
  }

  /** Newest first. */
  list(options: AppealListOptions = {}): Listing<AppealBody> {
    return new Listing(this.transport, appeals, options);
  }

  /** Takes an appeal back; people stop looking at it. */
  withdraw(id: string, options: CallOptions = {}): Promise<AppealBody> {
    return this.post(`${at(appeals, id)}/withdraw`, undefined, options);
  }

  accept(id: string, options: CallOptions = {}): Promise<AppealBody> {
    return this.post(`${at(appeals, id)}/accept`, undefined, options);
  }

  /** Refuses what is no appeal; the reason goes to the appellant. */
  reject(id: string, reason: string, options: CallOptions = {}): Promise<AppealBody> {
    return this.post(`${at(appeals, id)}/reject`, { reason }, options);
  }

  /** After an overturned verdict: has people look again at what was stopped for the same rule or entry. */
  reopenSiblings(
    id: string,
    body: SiblingSearch = {},
    options: CallOptions = {},
  ): Promise<ReopenedSiblingsBody> {
    return this.post(`${at(appeals, id)}/siblings`, body, options);
  }

  /** The published clocks. */
  terms(options: CallOptions = {}): Promise<AppealTermsBody> {
    return this.transport.json({
      method: 'GET',
      path: `${appeals}/terms`,
      ...options,
      repeat: 'always',
    });
  }

  setTerms(body: AppealTermsBody, options: CallOptions = {}): Promise<AppealTermsBody> {
    return this.transport.json({
      method: 'PUT',
      path: `${appeals}/terms`,
      body,
      ...options,
      repeat: 'always',
    });
  }

  private post<T>(path: string, body: unknown, options: CallOptions): Promise<T> {
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }
}

export interface ReportListOptions extends ListOptions {
  readonly state?: ReportBody['state'] | undefined;
  readonly submissionId?: string | undefined;
}

/** Notices about published content. Scopes `reports:write` and `appeals:read`. */
export class Reports {
  constructor(private readonly transport: Transport) {}

  /** Hands in a report; those on content that people look at already join it. */
  create(body: NewReport, options: CallOptions = {}): Promise<ReportBody> {
    return this.transport.json({
      method: 'POST',
      path: reports,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  get(id: string, options: CallOptions = {}): Promise<ReportBody> {
    return this.transport.json({
      method: 'GET',
      path: at(reports, id),
      ...options,
      repeat: 'always',
    });
  }

  /** Newest first. */
  list(options: ReportListOptions = {}): Listing<ReportBody> {
    return new Listing(this.transport, reports, options);
  }
}

/** What is held against authors. Scopes `appeals:read` and `reviews:manage`. */
export class Strikes {
  constructor(private readonly transport: Transport) {}

  /** Where an author stands, with the four factors apart and the newest strikes. */
  ofAuthor(authorId: string, options: CallOptions = {}): Promise<AuthorStrikesBody> {
    return this.transport.json({
      method: 'GET',
      path: strikes,
      query: { authorId },
      ...options,
      repeat: 'always',
    });
  }

  /** Without `terms` in the answer, no strikes are counted. */
  terms(options: CallOptions = {}): Promise<StrikeTermsAnswer> {
    return this.transport.json({
      method: 'GET',
      path: `${strikes}/terms`,
      ...options,
      repeat: 'always',
    });
  }

  setTerms(body: StrikeTermsBody, options: CallOptions = {}): Promise<StrikeTermsBody> {
    return this.transport.json({
      method: 'PUT',
      path: `${strikes}/terms`,
      body,
      ...options,
      repeat: 'always',
    });
  }

  /** Takes one off the record; answers where the author stands without it. */
  lift(id: string, reason: string, options: CallOptions = {}): Promise<AuthorStrikesBody> {
    return this.transport.json({
      method: 'POST',
      path: `${at(strikes, id)}/lift`,
      body: { reason },
      ...options,
      repeat: 'when_refused',
    });
  }
}

/** What reviewers referred to the law. Scope `reviews:manage`. */
export class Referrals {
  constructor(private readonly transport: Transport) {}

  /** Newest first. */
  list(options: ListOptions = {}): Listing<ReferralBody> {
    return new Listing(this.transport, referrals, options);
  }

  /** The incident bundle. Who takes it, and when, is noted. */
  bundle(id: string, options: CallOptions = {}): Promise<IncidentBundleBody> {
    return this.transport.json({
      method: 'GET',
      path: `${at(referrals, id)}/bundle`,
      ...options,
      repeat: 'always',
    });
  }
}

const appeals = '/v1/appeals';
const reports = '/v1/reports';
const strikes = '/v1/strikes';
const referrals = '/v1/referrals';
const at = (root: string, id: string): string => `${root}/${encodeURIComponent(id)}`;
