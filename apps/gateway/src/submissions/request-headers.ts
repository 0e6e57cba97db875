import { failed, ok, textProblem, type Result } from '@assay/domain';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

const maxWaitSeconds = 30;
const maxKeyLength = 255;

/** The `Idempotency-Key` header, or the problem with it. */
export function idempotencyKey(headers: RequestHeaders): Result<string | undefined> {
  const key = headers['idempotency-key'];
  if (key === undefined) return ok(undefined);
  if (key.length >= 1 && key.length <= maxKeyLength && textProblem(key) === undefined)
    return ok(key);
  return failed('invalid_request', `Idempotency-Key takes 1 to ${maxKeyLength} characters.`);
}

/** N of `Prefer: wait=N`, capped at 30; 0 without it. Other preferences are ignored, as RFC 7240 asks. */
export function waitSeconds(headers: RequestHeaders): Result<number> {
  const prefer = headers['prefer'];
  if (prefer === undefined) return ok(0);
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?:$|[,;\s])/i.exec(prefer);
  return ok(wait === null ? 0 : Math.min(Number(wait[1]), maxWaitSeconds));
}
