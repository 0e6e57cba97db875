import {
  PolicyDetail,
  PolicyPage,
  TaxonomyPage,
  ValidationResult,
  type CreatePolicy,
  type PolicyDefinitionBody,
} from '@assay/contracts';
import { call } from './client.js';

export const listPolicies = (filter: { state?: string; scene?: string; cursor?: string } = {}) =>
  call('/v1/policies', { query: { ...filter, limit: 200 }, answer: PolicyPage });
export const readPolicy = (id: string) => call(`/v1/policies/${id}`, { answer: PolicyDetail });
export const createPolicy = (body: CreatePolicy) =>
  call('/v1/policies', { method: 'POST', body, answer: PolicyDetail });
export const updatePolicy = (id: string, definition: PolicyDefinitionBody) =>
  call(`/v1/policies/${id}`, { method: 'PUT', body: { definition }, answer: PolicyDetail });
export const validatePolicy = (id: string) =>
  call(`/v1/policies/${id}/validate`, { method: 'POST', answer: ValidationResult });
export const publishPolicy = (id: string) => call(`/v1/policies/${id}/publish`, { method: 'POST' });
export const retirePolicy = (id: string) => call(`/v1/policies/${id}/retire`, { method: 'POST' });
export const listTaxonomies = () => call('/v1/taxonomies', { answer: TaxonomyPage });
