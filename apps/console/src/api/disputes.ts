import {
  AppealBody,
  AppealPage,
  AppealTermsBody,
  AuthorStrikesBody,
  IncidentBundleBody,
  ReferralPage,
  ReopenedSiblingsBody,
  ReportPage,
  StatementBody,
  StrikeTermsAnswer,
  StrikeTermsBody,
  SubmissionDetail,
  type ReopenSiblings,
} from '@assay/contracts';
import { z } from 'zod';
import { call } from './client.js';

type Query = Readonly<Record<string, string | undefined>>;

export const listAppeals = (query: Query) =>
  call('/v1/appeals', { query: { ...query, limit: 50 }, answer: AppealPage });
export const readAppeal = (id: string) => call(`/v1/appeals/${id}`, { answer: AppealBody });
export const acceptAppeal = (id: string) =>
  call(`/v1/appeals/${id}/accept`, { method: 'POST', answer: AppealBody });
export const rejectAppeal = (id: string, reason: string) =>
  call(`/v1/appeals/${id}/reject`, { method: 'POST', body: { reason }, answer: AppealBody });
export const withdrawAppeal = (id: string) =>
  call(`/v1/appeals/${id}/withdraw`, { method: 'POST', answer: AppealBody });
export const reopenSiblings = (id: string, body: ReopenSiblings) =>
  call(`/v1/appeals/${id}/siblings`, { method: 'POST', body, answer: ReopenedSiblingsBody });
export const readAppealTerms = () => call('/v1/appeals/terms', { answer: AppealTermsBody });
export const putAppealTerms = (body: AppealTermsBody) =>
  call('/v1/appeals/terms', { method: 'PUT', body, answer: AppealTermsBody });

export const readSubmission = (id: string) =>
  call(`/v1/submissions/${id}`, { answer: SubmissionDetail });

interface Statement {
  readonly submissionId: string;
  readonly revision: number;
}

export const readStatement = (
  { submissionId, revision }: Statement,
  locale: StatementBody['locale'],
) =>
  call(`/v1/submissions/${submissionId}/statement`, {
    query: { locale, revision },
    answer: StatementBody,
  });
/** The same as a record for the DSA transparency database. */
export const readDsaStatement = ({ submissionId, revision }: Statement) =>
  call(`/v1/submissions/${submissionId}/statement`, {
    query: { format: 'dsa', revision },
    answer: z.record(z.string(), z.unknown()),
  });

export const listReports = (query: Query) =>
  call('/v1/reports', { query: { ...query, limit: 50 }, answer: ReportPage });

export const readStrikes = (authorId: string) =>
  call('/v1/strikes', { query: { authorId }, answer: AuthorStrikesBody });
export const liftStrike = (id: string, reason: string) =>
  call(`/v1/strikes/${id}/lift`, { method: 'POST', body: { reason }, answer: AuthorStrikesBody });
export const readStrikeTerms = () => call('/v1/strikes/terms', { answer: StrikeTermsAnswer });
export const putStrikeTerms = (body: StrikeTermsBody) =>
  call('/v1/strikes/terms', { method: 'PUT', body, answer: StrikeTermsBody });

export const listReferrals = (cursor?: string) =>
  call('/v1/referrals', { query: { cursor, limit: 50 }, answer: ReferralPage });
export const readBundle = (id: string) =>
  call(`/v1/referrals/${id}/bundle`, { answer: IncidentBundleBody });
