import {
  ExamAttemptBody,
  ExamBody,
  ExamPage,
  GoldItemBody,
  GoldItemPage,
  QualificationBody,
  QualificationPage,
  type AnswerExam,
  type CreateGoldItem,
  type WriteExam,
} from '@assay/contracts';
import { call } from './client.js';

type Query = Readonly<Record<string, string | undefined>>;

export const listExams = (query: Query = {}) =>
  call('/v1/exams', { query: { ...query, limit: 200 }, answer: ExamPage });
export const createExam = (body: WriteExam) =>
  call('/v1/exams', { method: 'POST', body, answer: ExamBody });
export const updateExam = (id: string, body: WriteExam) =>
  call(`/v1/exams/${id}`, { method: 'PUT', body, answer: ExamBody });
export const closeExam = (id: string) =>
  call(`/v1/exams/${id}/close`, { method: 'POST', answer: ExamBody });

export const startAttempt = (examId: string) =>
  call(`/v1/exams/${examId}/attempts`, { method: 'POST', answer: ExamAttemptBody });
export const readAttempt = (id: string) =>
  call(`/v1/exam-attempts/${id}`, { answer: ExamAttemptBody });
export const answerAttempt = (id: string, body: AnswerExam) =>
  call(`/v1/exam-attempts/${id}/answers`, { method: 'POST', body, answer: ExamAttemptBody });

export const listQualifications = (query: Query = {}) =>
  call('/v1/exams/qualifications', { query: { ...query, limit: 50 }, answer: QualificationPage });
export const revokeQualification = (id: string, reason: string) =>
  call(`/v1/exams/qualifications/${id}/revoke`, {
    method: 'POST',
    body: { reason },
    answer: QualificationBody,
  });

export const listGoldItems = (query: Query = {}) =>
  call('/v1/gold-items', { query: { ...query, limit: 50 }, answer: GoldItemPage });
export const readGoldItem = (id: string) => call(`/v1/gold-items/${id}`, { answer: GoldItemBody });
export const createGoldItem = (body: CreateGoldItem) =>
  call('/v1/gold-items', { method: 'POST', body, answer: GoldItemBody });
export const retireGoldItem = (id: string) =>
  call(`/v1/gold-items/${id}/retire`, { method: 'POST', answer: GoldItemBody });
