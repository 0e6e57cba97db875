import { createHmac } from 'node:crypto';
import type { SecretBox } from '@assay/database';

/** How API keys and session tokens are stored: a stolen table is of no use without `ASSAY_SECRET_KEY`. */
export function keyedHash(box: SecretBox): (token: string) => Buffer {
  const pepper = box.deriveKey('credential-pepper');
  return (token) => createHmac('sha256', pepper).update(token).digest();
}
