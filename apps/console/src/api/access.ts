import {
  ApiKeyPage,
  CreatedApiKey,
  MeBody,
  UserBody,
  UserPage,
  type CreateApiKey,
  type CreateSession,
  type CreateUser,
  type UpdateUser,
} from '@assay/contracts';
import { call } from './client.js';

export const readMe = () => call('/v1/me', { answer: MeBody });
export const login = (body: CreateSession) =>
  call('/v1/sessions', { method: 'POST', body, answer: MeBody });
export const logout = () => call('/v1/sessions/current', { method: 'DELETE' });
export const switchTenant = (tenantId: string) =>
  call('/v1/sessions/current/tenant', { method: 'POST', body: { tenantId }, answer: MeBody });

export const listUsers = (cursor?: string) =>
  call('/v1/users', { query: { cursor }, answer: UserPage });
export const createUser = (body: CreateUser) =>
  call('/v1/users', { method: 'POST', body, answer: UserBody });
export const updateUser = (id: string, body: UpdateUser) =>
  call(`/v1/users/${id}`, { method: 'PATCH', body, answer: UserBody });

export const listApiKeys = (cursor?: string) =>
  call('/v1/api-keys', { query: { cursor }, answer: ApiKeyPage });
export const createApiKey = (body: CreateApiKey) =>
  call('/v1/api-keys', { method: 'POST', body, answer: CreatedApiKey });
export const revokeApiKey = (id: string) => call(`/v1/api-keys/${id}`, { method: 'DELETE' });
