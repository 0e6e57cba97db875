import { StandardDetail } from '@assay/contracts';
import { call } from './client.js';

export const readStandard = (id: string) => call(`/v1/standards/${id}`, { answer: StandardDetail });
