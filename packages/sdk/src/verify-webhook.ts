import type { EventBody } from '@assay/contracts';

/** Headers of a webhook request: a `Headers` object, or a plain record as Node and Express give it. */
export type WebhookHeaders =
  Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyWebhookInput {
  /** The endpoint's signing secret, `whsec_…`. */
  readonly secret?: string;
  /** Several during rotation; the message is good when one of them signed it. */
  readonly secrets?: readonly string[];
  readonly headers: WebhookHeaders;
  /** The raw body, byte for byte. A parsed and re-serialised body does not verify. */
  readonly body: string | Uint8Array;
  /** Greatest distance between `webhook-timestamp` and `now`, either way. Default 300. */
  readonly toleranceSeconds?: number;
  /** Default: the current time. */
  readonly now?: Date;
}

export type WebhookFault =
  | 'missing_header'
  | 'bad_timestamp'
  | 'too_old'
  | 'too_new'
  | 'bad_signature'
  | 'bad_secret'
  | 'bad_body';

/** The message must not be trusted; answer it with 400. `code` says why. */
export class AssayWebhookError extends Error {
  override readonly name = 'AssayWebhookError';
  constructor(
    readonly code: WebhookFault,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Verifies one webhook message (Standard Webhooks 1.0, HMAC-SHA256) and returns its event.
 *
 * Comparison takes constant time. Deliveries repeat: treat an `event.id` that you have seen as done, and of two
 * verdicts of one submission keep the one with the higher `revision`. O(body length × secrets × signatures).
 *
 * @throws {AssayWebhookError} when the message is unsigned, stale, or not from this endpoint.
 * @example
 * const event = await verifyWebhook({ secret, headers: request.headers, body: rawBody });
 * if (event.type === 'verdict.created') publish(event.data.submissionId, event.data.verdict);
 */
export async function verifyWebhook(input: VerifyWebhookInput): Promise<EventBody> {
  const id = header(input.headers, 'webhook-id');
  const timestamp = header(input.headers, 'webhook-timestamp');
  const signatures = header(input.headers, 'webhook-signature');
  checkAge({
    timestamp,
    toleranceSeconds: input.toleranceSeconds ?? 300,
    nowMs: (input.now ?? new Date()).getTime(),
  });
  const body = typeof input.body === 'string' ? new TextEncoder().encode(input.body) : input.body;
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  const candidates = signatures.split(' ').flatMap(signatureBytes);
  if (!(await anySigned({ secrets: secretsOf(input), candidates, signed }))) {
    throw new AssayWebhookError(
      'bad_signature',
      'No signature of this message matches a known secret.',
    );
  }
  return parsedEvent(body);
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : plainHeader(headers, name);
  if (typeof value !== 'string' || value === '') {
    throw new AssayWebhookError('missing_header', `The header ${name} is missing.`);
  }
  return value;
}

function plainHeader(headers: Exclude<WebhookHeaders, Headers>, name: string): string | undefined {
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}

function checkAge(age: { timestamp: string; toleranceSeconds: number; nowMs: number }): void {
  if (!/^\d{1,12}$/.test(age.timestamp)) {
    throw new AssayWebhookError('bad_timestamp', 'webhook-timestamp is not a number of seconds.');
  }
  const ageSeconds = age.nowMs / 1000 - Number(age.timestamp);
  if (ageSeconds > age.toleranceSeconds)
    throw new AssayWebhookError('too_old', 'The message is too old.');
  if (ageSeconds < -age.toleranceSeconds)
    throw new AssayWebhookError('too_new', 'The message is from the future.');
}

function secretsOf({
  secret,
  secrets = [],
}: VerifyWebhookInput): readonly Uint8Array<ArrayBuffer>[] {
  const all = secret === undefined ? secrets : [secret, ...secrets];
  const keys = all.map((text) => decodeBase64(text.replace(/^whsec_/, '')));
  if (keys.length === 0 || keys.some((key) => key === undefined || key.length === 0)) {
    throw new AssayWebhookError(
      'bad_secret',
      'Give at least one secret of the form whsec_<base64>.',
    );
  }
  return keys as Uint8Array<ArrayBuffer>[];
}

/** `v1,<base64>` as bytes; signatures of other schemes are passed over. */
function signatureBytes(text: string): readonly Uint8Array<ArrayBuffer>[] {
  const [scheme, value = ''] = text.split(',', 2);
  const bytes = scheme === 'v1' ? decodeBase64(value) : undefined;
  return bytes?.length === 32 ? [bytes] : [];
}

interface SignatureCheck {
  readonly secrets: readonly Uint8Array<ArrayBuffer>[];
  readonly candidates: readonly Uint8Array<ArrayBuffer>[];
  readonly signed: Uint8Array<ArrayBuffer>;
}

async function anySigned({ secrets, candidates, signed }: SignatureCheck): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  let found = false;
  for (const secret of secrets) {
    const key = await subtle.importKey('raw', secret, algorithm, false, ['sign']);
    const expected = new Uint8Array(await subtle.sign('HMAC', key, signed));
    for (const candidate of candidates) found = equalInConstantTime(expected, candidate) || found;
  }
  return found;
}

function equalInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1)
    difference |= left[index]! ^ (right[index] ?? 0);
  return difference === 0;
}

function parsedEvent(body: Uint8Array): EventBody {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as EventBody;
  } catch (cause) {
    const fault = new AssayWebhookError('bad_body', 'The signed body is not JSON.');
    fault.cause = cause;
    throw fault;
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
