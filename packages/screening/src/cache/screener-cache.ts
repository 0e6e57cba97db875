import { failed, ok, policyVersionName, type PolicyVersion, type Result } from '@assay/domain';
import { compilePolicy, type CompileResult } from '../policy/compile-policy.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';

/** A published version that can run. `name` is how decisions call it, e.g. `chat@3`. */
export interface ReadyPolicy {
  readonly version: PolicyVersion;
  readonly name: string;
  readonly compiled: CompiledPolicy;
}

/** What a submission is screened under. */
export interface PolicyKey {
  readonly tenantId: string;
  readonly scene: string;
  readonly industry: string | null;
}

/** Where versions come from; the cache itself reads nothing. */
export interface PolicyLoaders {
  /** Every published version of every tenant. */
  readonly published: () => Promise<readonly PolicyVersion[]>;
  /** One version, published or not any more, for replays. */
  readonly version: (policyId: string, version: number) => Promise<PolicyVersion | undefined>;
}

/** A published version that does not compile: it has no effect, and what was in force before stays. */
export interface RefusedVersion {
  readonly version: PolicyVersion;
  readonly result: Extract<CompileResult, { ok: false }>;
}

/**
 * The compiled policies of a process. Screenings take what is in force when they start; a new version replaces the old
 * one in a single assignment. Publishing has two steps: `prepare` compiles ahead, `publish` (or the next `refresh`) flips.
 */
export class ScreenerCache {
  private inForce: ReadonlyMap<string, ReadyPolicy> = new Map();
  /** Compiled versions by their id: prepared, in force, or used for a replay. Oldest use first. */
  private readonly ready = new Map<string, ReadyPolicy>();
  private refreshing: Promise<readonly RefusedVersion[]> | undefined;

  constructor(
    private readonly loaders: PolicyLoaders,
    private readonly maxIdleVersions = 64,
  ) {}

  /** The policy for a submission: that of its industry, else that of its scene for every industry. Two look-ups. */
  find({ tenantId, scene, industry }: PolicyKey): ReadyPolicy | undefined {
    const own = industry === null ? undefined : this.inForce.get(keyOf(tenantId, scene, industry));
    return own ?? this.inForce.get(keyOf(tenantId, scene, null));
  }

  /** Compiles a version without putting it in force. */
  prepare(version: PolicyVersion): CompileResult {
    const known = this.ready.get(version.id);
    if (known !== undefined) return { ok: true, compiled: known.compiled, warnings: [] };
    const result = compilePolicy(version.definition);
    if (result.ok)
      this.remember({ version, name: policyVersionName(version), compiled: result.compiled });
    return result;
  }

  /** Puts a version in force for the next screening. Without effect when it does not compile or a later one is in force. */
  publish(version: PolicyVersion): CompileResult {
    const result = this.prepare(version);
    if (!result.ok) return result;
    const key = keyOf(version.tenantId, version.scene, version.industry);
    const later = [...this.inForce.values()].some(
      ({ version: { policyId, version: number } }) =>
        policyId === version.policyId && number > version.version,
    );
    if (later) return result;
    const others = [...this.inForce].filter(
      ([, ready]) => ready.version.policyId !== version.policyId,
    );
    this.inForce = new Map(others).set(key, this.readyVersion(version));
    return result;
  }

  /** Takes a policy out of force. */
  retire(policyId: string): void {
    this.inForce = new Map(
      [...this.inForce].filter(([, { version }]) => version.policyId !== policyId),
    );
  }

  /**
   * Makes exactly the published versions the ones in force, compiling only those that are new. Concurrent calls share
   * one load. Rejects when the loader does; then nothing changes.
   */
  refresh(): Promise<readonly RefusedVersion[]> {
    this.refreshing ??= this.loadPublished().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  /** A version by its number, for replays and recomputed decisions. Problems: `not_found`, `policy_invalid`. */
  async at(policyId: string, number: number): Promise<Result<ReadyPolicy>> {
    const known = this.known(policyId, number);
    if (known !== undefined) return ok(known);
    const version = await this.loaders.version(policyId, number);
    if (version === undefined) return failed('not_found', 'There is no such policy version.');
    const result = this.prepare(version);
    if (!result.ok) {
      return failed('policy_invalid', 'The version does not compile.', { errors: result.problems });
    }
    const ready = this.readyVersion(version);
    this.forgetIdleVersions();
    return ok(ready);
  }

  private known(policyId: string, number: number): ReadyPolicy | undefined {
    for (const ready of this.ready.values()) {
      if (ready.version.policyId === policyId && ready.version.version === number) return ready;
    }
    return undefined;
  }

  private async loadPublished(): Promise<readonly RefusedVersion[]> {
    const published = await this.loaders.published();
    const inForce = new Map<string, ReadyPolicy>();
    const refused: RefusedVersion[] = [];
    for (const version of published) {
      const key = keyOf(version.tenantId, version.scene, version.industry);
      const result = this.prepare(version);
      if (result.ok) {
        inForce.set(key, this.readyVersion(version));
        continue;
      }
      refused.push({ version, result });
      const before = this.inForce.get(key);
      if (before !== undefined) inForce.set(key, before);
    }
    this.inForce = inForce;
    this.forgetIdleVersions();
    return refused;
  }

  private readyVersion({ id }: PolicyVersion): ReadyPolicy {
    const ready = this.ready.get(id) as ReadyPolicy;
    this.remember(ready);
    return ready;
  }

  private remember(policy: ReadyPolicy): void {
    this.ready.delete(policy.version.id);
    this.ready.set(policy.version.id, policy);
  }

  private forgetIdleVersions(): void {
    const used = new Set(this.inForce.values());
    let idle = this.ready.size - used.size;
    for (const [key, policy] of this.ready) {
      if (idle <= this.maxIdleVersions) return;
      if (used.has(policy)) continue;
      this.ready.delete(key);
      idle--;
    }
  }
}

// U+0000 is in no scene or id, so no two keys run together.
const keyOf = (tenantId: string, scene: string, industry: string | null): string =>
  `${tenantId}\0${scene}\0${industry ?? '\0'}`;
