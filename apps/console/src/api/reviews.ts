import {
  ClaimedTasks,
  LeaseBody,
  MovedTask,
  QueuePage,
  ReopenedCluster,
  ReviewClusters,
  ReviewTaskBody,
  RulingBody,
  SimilarTasks,
  TaskEventPage,
  type ClaimTasks,
  type CreateRuling,
  type EscalateTask,
  type Heartbeat,
  type ReferTask,
  type TransferTask,
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
export const referTask = (taskId: string, body: ReferTask) =>
  call(path(taskId, 'refer'), { method: 'POST', body, answer: RulingBody });
export const escalateTask = (taskId: string, body: EscalateTask) =>
  call(path(taskId, 'escalate'), { method: 'POST', body, answer: MovedTask });
export const transferTask = (taskId: string, body: TransferTask) =>
  call(path(taskId, 'transfer'), { method: 'POST', body, answer: MovedTask });
export const listSimilarTasks = (taskId: string) =>
  call(path(taskId, 'similar'), { answer: SimilarTasks });
export const listTaskEvents = (taskId: string) =>
  call(path(taskId, 'events'), { answer: TaskEventPage });
export const deskStreamPath = '/v1/review-tasks/stream';
export const undoRuling = (taskId: string) =>
  call(path(taskId, 'undo'), { method: 'POST', answer: ReviewTaskBody });
/** What became of rulings that settled several tasks at once, newest first. */
export const listClusters = () => call('/v1/review-clusters', { answer: ReviewClusters });
export const reopenCluster = (clusterId: string) =>
  call(`/v1/review-clusters/${clusterId}/reopen`, { method: 'POST', answer: ReopenedCluster });
