import type { PolicyBody, PolicyDetail, TaxonomyPage, ValidationResult } from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewPolicy, PolicyChange } from './wire.js';

export interface PolicyListOptions extends ListOptions {
  readonly state?: PolicyBody['state'] | undefined;
  readonly scene?: string | undefined;
}

/**
 * Policy versions: draft → published → retired. Ids are those of versions.
 * Scopes `policies:read`, `policies:write`, `policies:publish`.
 */
export class Policies {
  constructor(private readonly transport: Transport) {}

  list(options: PolicyListOptions = {}): Listing<PolicyBody> {
    return new Listing(this.transport, root, options);
  }

  get(id: string, options: CallOptions = {}): Promise<PolicyDetail> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** A draft. Name, scene and industry of an existing policy make its next version. */
  createDraft(body: NewPolicy, options: CallOptions = {}): Promise<PolicyDetail> {
    return this.transport.json({
      method: 'POST',
      path: root,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Replaces the definition of a draft. */
  update(id: string, body: PolicyChange, options: CallOptions = {}): Promise<PolicyDetail> {
    return this.transport.json({
      method: 'PUT',
      path: pathOf(id),
      body,
      ...options,
      repeat: 'always',
    });
  }

  /** Throws a draft away. */
  async remove(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.json({ method: 'DELETE', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** Compiles the version and reports what is wrong with it. Changes nothing. */
  validate(id: string, options: CallOptions = {}): Promise<ValidationResult> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/validate`,
      ...options,
      repeat: 'always',
    });
  }

  /** Makes a draft the policy of its scene on all processes; the version before it is retired. */
  publish(id: string, options: CallOptions = {}): Promise<PolicyDetail> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/publish`,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Takes a version out of use; its scene has no policy until another one is published. */
  retire(id: string, options: CallOptions = {}): Promise<PolicyDetail> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/retire`,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Category trees that policies may use, with names and mappings between them. */
  taxonomies(options: CallOptions = {}): Promise<TaxonomyPage> {
    return this.transport.json({
      method: 'GET',
      path: '/v1/taxonomies',
      ...options,
      repeat: 'always',
    });
  }
}

const root = '/v1/policies';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
