import {
  AccuracyBody,
  AgreementReportBody,
  MachineQualityBody,
  OwnQualityBody,
  ReversalBody,
} from '@assay/contracts';
import { call } from './client.js';

type Query = Readonly<Record<string, string | undefined>>;

export const readOwnQuality = () => call('/v1/quality/mine', { answer: OwnQualityBody });
export const readMachineQuality = (query: Query) =>
  call('/v1/quality/machine', { query, answer: MachineQualityBody });
export const readAgreement = (query: Query) =>
  call('/v1/quality/agreement', { query, answer: AgreementReportBody });
export const readAccuracy = (query: Query) =>
  call('/v1/quality/accuracy', { query, answer: AccuracyBody });
export const readReversals = (query: Query) =>
  call('/v1/quality/reversals', { query, answer: ReversalBody });
/** A file of any size: the browser loads it by itself. */
export const labelsPath = (period: Readonly<Record<string, string>>) =>
  `/v1/quality/labels?${new URLSearchParams(period).toString()}`;
