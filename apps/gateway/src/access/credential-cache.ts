import type { Principal } from '@assay/domain';

interface Known {
  readonly principal: Principal;
  readonly until: number;
}

/** Together with the time a look-up takes, well under the 5 s after which a revoked credential must be dead. */
const rememberMs = 3000;

const maxKnown = 10_000;

/**
 * Remembers for a moment whom a credential belongs to, so that a busy client costs no query per request.
 * Unknown credentials are never remembered. One look-up at a time per credential.
 */
export class CredentialCache {
  private known = new Map<string, Known>();
  private loading = new Map<string, Promise<Principal | undefined>>();

  constructor(private readonly load: (credential: string) => Promise<Principal | undefined>) {}

  recall(credential: string): Principal | undefined {
    const found = this.known.get(credential);
    return found !== undefined && found.until > performance.now() ? found.principal : undefined;
  }

  find(credential: string): Promise<Principal | undefined> {
    const running = this.loading.get(credential);
    if (running !== undefined) return running;
    const { loading } = this;
    const lookup = this.look(credential).finally(() => loading.delete(credential));
    loading.set(credential, lookup);
    return lookup;
  }

  /** After a change of keys, roles or sessions in this process. Look-ups under way are not remembered either. */
  forgetAll(): void {
    this.known = new Map();
    this.loading = new Map();
  }

  private async look(credential: string): Promise<Principal | undefined> {
    const { known } = this;
    // Counted from before the look-up: what it saw may have changed while the answer travelled.
    const until = performance.now() + rememberMs;
    const principal = await this.load(credential);
    if (principal === undefined) known.delete(credential);
    else remember(known, credential, { principal, until });
    return principal;
  }
}

function remember(known: Map<string, Known>, credential: string, entry: Known): void {
  if (known.size >= maxKnown) known.clear();
  known.set(credential, entry);
}
