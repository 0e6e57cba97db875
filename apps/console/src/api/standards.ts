import {
  StandardDetail,
  StandardExport,
  StandardImportResult,
  StandardPage,
  StandardVersionBody,
  type CreateStandard,
  type WriteStandardVersion,
} from '@assay/contracts';
import { call } from './client.js';

const versionPath = (id: string, version: number, verb?: string) =>
  `/v1/standards/${id}/versions/${version}${verb ? `/${verb}` : ''}`;

export const listStandards = (cursor?: string) =>
  call('/v1/standards', { query: { cursor, limit: 200 }, answer: StandardPage });
export const readStandard = (id: string) => call(`/v1/standards/${id}`, { answer: StandardDetail });
export const createStandard = (body: CreateStandard) =>
  call('/v1/standards', { method: 'POST', body, answer: StandardDetail });
export const readStandardVersion = (id: string, version: number) =>
  call(versionPath(id, version), { answer: StandardVersionBody });
export const draftStandard = (id: string, body: WriteStandardVersion) =>
  call(`/v1/standards/${id}/versions`, { method: 'POST', body, answer: StandardVersionBody });
export const writeStandard = (id: string, version: number, body: WriteStandardVersion) =>
  call(versionPath(id, version), { method: 'PUT', body, answer: StandardVersionBody });
export const publishStandard = (id: string, version: number) =>
  call(versionPath(id, version, 'publish'), { method: 'POST', answer: StandardVersionBody });
export const retireStandard = (id: string, version: number) =>
  call(versionPath(id, version, 'retire'), { method: 'POST', answer: StandardVersionBody });
export const exportStandard = (id: string) =>
  call(`/v1/standards/${id}/export`, { answer: StandardExport });
export const importStandard = (body: StandardExport) =>
  call('/v1/standards/import', { method: 'POST', body, answer: StandardImportResult });
