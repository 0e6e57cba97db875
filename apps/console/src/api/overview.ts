import { OverviewBody } from '@assay/contracts';
import { call } from './client.js';

export const readOverview = () => call('/v1/overview', { answer: OverviewBody });
