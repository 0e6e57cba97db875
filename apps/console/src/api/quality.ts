import { OwnQualityBody } from '@assay/contracts';
import { call } from './client.js';

export const readOwnQuality = () => call('/v1/quality/mine', { answer: OwnQualityBody });
