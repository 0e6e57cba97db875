/**
 * Every failure a caller must expect, by code. Codes are part of the API and never change meaning.
 * The gateway maps code → HTTP status in one table (`satisfies Record<ProblemCode, …>`).
 */
export const problemCodes = [
  'malformed_json',
  'invalid_request',
  'unknown_field',
  'invalid_text',
  'payload_too_large',
  'too_many_items',
  'unsupported_media_type',
  'unauthenticated',
  'session_expired',
  'invalid_credentials',
  'forbidden',
  'cross_site_request',
  'not_found',
  'method_not_allowed',
  'unknown_scene',
  'unknown_category',
  'idempotency_key_reused',
  'already_decided',
  'stale_lease',
  'lease_held',
  'undo_window_closed',
  'not_ruled',
  'not_qualified',
  'not_decided',
  'appeal_open',
  'appeal_window_closed',
  'exam_closed',
  'task_closed',
  'stale_version',
  'invalid_transition',
  'same_principal',
  'duplicate',
  'policy_invalid',
  'not_a_draft',
  'expiry_required',
  'unsafe_url',
  'endpoint_disabled',
  'quota_exceeded',
  'too_many_attempts',
  'overloaded',
  'unavailable',
  'internal_error',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** One place in the request that is wrong. `pointer` is an RFC 6901 JSON pointer into the body. */
export interface ProblemDetail {
  readonly pointer: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** An expected failure as a value. `detail` is a sentence for the caller and names what to do. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  readonly retryAfterSeconds?: number;
}

/** A computed value or the problem that prevented it. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const failed = (
  code: ProblemCode,
  detail: string,
  more?: Pick<Problem, 'errors' | 'retryAfterSeconds'>,
): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { code, detail, ...more },
});
