import type { problems as original } from '../zh-cn/problems.js';

export const problems = {
  'problem.malformed_json': 'The request was malformed. Reload the page and try again.',
  'problem.invalid_request': 'Something is not filled in correctly. Change it as listed.',
  'problem.unknown_field':
    'A field is unknown to the gateway. Check its spelling, or update the console.',
  'problem.invalid_text':
    'The text has characters that cannot be stored. Remove them and try again.',
  'problem.payload_too_large': 'The request is too large. Send it in smaller pieces.',
  'problem.too_many_items': 'Too many items. Send them in smaller batches.',
  'problem.unsupported_media_type':
    'The gateway does not take this format. Reload the page and try again.',
  'problem.unauthenticated': 'You are not logged in. Log in to go on.',
  'problem.session_expired': 'Your session expired. Log in again; what you typed is still there.',
  'problem.invalid_credentials': 'Email or password is wrong. Check them and try again.',
  'problem.forbidden': 'Your role does not allow this. Ask an administrator.',
  'problem.cross_site_request':
    'The request came from another site and was refused. Open the console directly.',
  'problem.not_found': 'Not found; it may be gone. Go back to the list.',
  'problem.method_not_allowed': 'The gateway does not offer this. Update the console.',
  'problem.unknown_scene': 'No policy has this scene. Check its name.',
  'problem.unknown_category': 'The taxonomy has no such category. Choose another.',
  'problem.idempotency_key_reused':
    'The same request was sent before with other content. Reload and try again.',
  'problem.already_decided': 'It already has a verdict. Go on to the next one.',
  'problem.stale_lease': 'The task is no longer yours. Your draft is kept; claim the next one.',
  'problem.lease_held': 'Another reviewer is working on it. Claim another one.',
  'problem.undo_window_closed': 'The undo window has closed; the ruling is final.',
  'problem.not_ruled': 'There is no ruling to undo.',
  'problem.task_closed':
    'The task is closed; the platform may have withdrawn it. Claim the next one.',
  'problem.stale_version':
    'Somebody changed it meanwhile. Look at its present state, then try again.',
  'problem.invalid_transition':
    'Its state does not allow this move. Reload to see what is possible.',
  'problem.same_principal': 'Whoever proposed it cannot confirm it. Ask a colleague.',
  'problem.duplicate': 'The same one already exists. Search for it and use that.',
  'problem.policy_invalid': 'The policy is not valid. Fix what is listed, then publish.',
  'problem.not_a_draft': 'Only drafts can change. Start a new version from it.',
  'problem.expiry_required': 'An expiry in the future is required.',
  'problem.unsafe_url': 'This address is not safe to call. Use a public HTTPS address.',
  'problem.endpoint_disabled': 'The endpoint is disabled. Enable it first.',
  'problem.quota_exceeded': "The tenant's quota is used up. Try again later.",
  'problem.too_many_attempts': 'Too many attempts. Wait a few minutes and try again.',
  'problem.overloaded': 'The system is busy. Try again shortly.',
  'problem.unavailable':
    'The service is unavailable for now. Try again shortly; nothing you typed is lost.',
  'problem.internal_error':
    'Something failed inside. Try again; if it persists, give the request number to an administrator.',
  'problem.unreachable':
    'The gateway cannot be reached. Check the network; work resumes when it is back.',
  'problem.unexpected_answer':
    "The gateway's answer was not understood; versions may differ. Reload the page.",
  'problem.not_qualified':
    'You have not passed the exam for this, or the queue asks for more. Take another queue or the exam.',
  'problem.not_decided': 'It has no verdict yet. Wait until it is decided.',
  'problem.appeal_open': 'An appeal is already open. Wait until it is decided.',
  'problem.appeal_window_closed': 'The time to appeal has passed.',
  'problem.exam_closed': 'This exam is closed. Choose another one.',
} satisfies Record<keyof typeof original, string>;
