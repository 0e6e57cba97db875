import type {
  StandardBody,
  StandardDetail,
  StandardExport,
  StandardImportResult,
  StandardVersionBody,
} from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewStandard, StandardFile, StandardVersionContent } from './wire.js';

/** One version of a standard. */
export interface StandardVersionReference {
  readonly id: string;
  readonly version: number;
}

/**
 * What people judge by: clauses with examples in versions, draft → published → retired. Reading needs `reviews:work`
 * or `reviews:read`, everything else `reviews:manage`.
 */
export class Standards {
  constructor(private readonly transport: Transport) {}

  /** `published.overdue` says that somebody should look at the standard again. */
  list(options: ListOptions = {}): Listing<StandardBody> {
    return new Listing(this.transport, root, options);
  }

  /** With its versions and the clauses of the published one. */
  get(id: string, options: CallOptions = {}): Promise<StandardDetail> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** A standard with its first draft. */
  create(body: NewStandard, options: CallOptions = {}): Promise<StandardDetail> {
    return this.transport.json({
      method: 'POST',
      path: root,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  version(
    reference: StandardVersionReference,
    options: CallOptions = {},
  ): Promise<StandardVersionBody> {
    return this.transport.json({
      method: 'GET',
      path: versionPath(reference),
      ...options,
      repeat: 'always',
    });
  }

  /** The next version, as a draft. */
  createDraft(
    id: string,
    body: StandardVersionContent,
    options: CallOptions = {},
  ): Promise<StandardVersionBody> {
    const path = `${pathOf(id)}/versions`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }

  /** Replaces what a draft says. */
  updateDraft(
    reference: StandardVersionReference,
    body: StandardVersionContent,
    options: CallOptions = {},
  ): Promise<StandardVersionBody> {
    const path = versionPath(reference);
    return this.transport.json({ method: 'PUT', path, body, ...options, repeat: 'always' });
  }

  /** Rulings cite it from now on; people of categories whose clauses changed take their exams again. */
  publish(
    reference: StandardVersionReference,
    options: CallOptions = {},
  ): Promise<StandardVersionBody> {
    const path = `${versionPath(reference)}/publish`;
    return this.transport.json({ method: 'POST', path, ...options, repeat: 'when_refused' });
  }

  /** Takes the published version out of use. */
  retire(
    reference: StandardVersionReference,
    options: CallOptions = {},
  ): Promise<StandardVersionBody> {
    const path = `${versionPath(reference)}/retire`;
    return this.transport.json({ method: 'POST', path, ...options, repeat: 'when_refused' });
  }

  /** Clauses and gold items as one file for other organisations. It holds the answers: handle it as such. */
  export(id: string, options: CallOptions = {}): Promise<StandardExport> {
    const path = `${pathOf(id)}/export`;
    return this.transport.json({ method: 'GET', path, ...options, repeat: 'always' });
  }

  /** Makes a draft of such a file and adds the gold items that are missing. */
  import(body: StandardFile, options: CallOptions = {}): Promise<StandardImportResult> {
    const path = `${root}/import`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }
}

const root = '/v1/standards';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
const versionPath = ({ id, version }: StandardVersionReference): string =>
  `${pathOf(id)}/versions/${version}`;
