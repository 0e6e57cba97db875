import {
  ClaimedTasks,
  LeaseBody,
  QueuePage,
  ReviewTaskBody,
  RulingBody,
  type ClaimTasks,
  type CreateRuling,
  type Heartbeat,
} from '@assay/contracts';
import { call } from './client.js';

const path = (taskId: string, verb?: string) =>
  `/v1/review-tasks/${taskId}${verb ? `/${verb}` : ''}`;

export const listQueues = () => call('/v1/queues', { answer: QueuePage });
export const claimTasks = (body: ClaimTasks) =>
  call('/v1/review-tasks/claim', { method: 'POST', body, answer: ClaimedTasks });
/** What the caller holds already, from before a reload or from another machine. */
export const listOwnTasks = () => call('/v1/review-tasks/mine', { answer: ClaimedTasks });
export const readTask = (taskId: string) => call(path(taskId), { answer: ReviewTaskBody });
export const beat = (taskId: string, body: Heartbeat) =>
  call(path(taskId, 'heartbeat'), { method: 'POST', body, answer: LeaseBody });
export const skipTask = (taskId: string, epoch: number) =>
  call(path(taskId, 'skip'), { method: 'POST', body: { epoch } });
export const releaseTask = (taskId: string, epoch: number) =>
  call(path(taskId, 'release'), { method: 'POST', body: { epoch } });
export const sendRuling = (taskId: string, body: CreateRuling) =>
  call(path(taskId, 'rulings'), { method: 'POST', body, answer: RulingBody });
export const undoRuling = (taskId: string) =>
  call(path(taskId, 'undo'), { method: 'POST', answer: ReviewTaskBody });
