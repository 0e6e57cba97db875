import { createHmac } from 'node:crypto';

/** What a signature covers: `id.timestamp.body`. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970 of this attempt. */
  readonly timestamp: number;
  readonly body: Buffer;
}

/**
 * Value of the `webhook-signature` header by Standard Webhooks 1.0: one `v1,<base64 of HMAC-SHA256>` for each key,
 * separated by spaces, so that receivers with the old or the new secret of a rotation both accept it.
 */
export function webhookSignature(
  { id, timestamp, body }: SignedMessage,
  keys: readonly Buffer[],
): string {
  const prefix = `${id}.${timestamp}.`;
  const signed = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(prefix).update(body).digest('base64')}`,
  );
  return signed.join(' ');
}
