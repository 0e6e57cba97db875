import {
  OwnReviewerBody,
  ReviewerBody,
  ReviewerPage,
  type SetPresence,
  type UpdateOwnReviewer,
  type UpdateReviewer,
} from '@assay/contracts';
import { call } from './client.js';

export const readOwnReviewer = () => call('/v1/reviewers/me', { answer: OwnReviewerBody });
export const updateOwnReviewer = (body: UpdateOwnReviewer) =>
  call('/v1/reviewers/me', { method: 'PUT', body, answer: OwnReviewerBody });
export const setPresence = (state: SetPresence['state']) =>
  call('/v1/reviewers/me/presence', { method: 'PUT', body: { state } });
/** Everybody who reviews in this tenant; for leads. */
export const listReviewers = () =>
  call('/v1/reviewers', { query: { limit: 200 }, answer: ReviewerPage });
export const updateReviewer = (userId: string, body: UpdateReviewer) =>
  call(`/v1/reviewers/${userId}`, { method: 'PUT', body, answer: ReviewerBody });
