import type { ReviewRoute } from '../review/route.js';
import type { PolicyState, Severity } from '../vocabulary.js';
import type { Rule } from './rule.js';

/** How a submission that machine review cannot decide reaches people. */
export interface ReviewRouting {
  readonly queue: string;
  /** Time until the task is due, by severity of its strongest reason. */
  readonly dueSeconds: Readonly<Record<Severity, number>>;
  /** A ruling is provisional for this long; 0 settles at once. */
  readonly undoSeconds: number;
  /** Other ways for some of the tasks; the first that fits is taken. */
  readonly routes?: readonly ReviewRoute[];
  /** Which decisions of the machine people look at afterwards, at random. */
  readonly audit?: AuditSampling;
}

/** Random audit of what machine review decided on its own; shares are 0–1. */
export interface AuditSampling {
  readonly passRate: number;
  /** Of blocks and restrictions. */
  readonly blockRate: number;
  /** An audit that finds the verdict wrong writes the next revision; otherwise it only counts. */
  readonly corrects: boolean;
}

/** The data of one policy version. Immutable once published. */
export interface PolicyDefinition {
  /** Taxonomy whose category ids the rules use, e.g. `tc260-003@2024`. */
  readonly taxonomy: string;
  readonly rules: readonly Rule[];
  readonly routing: ReviewRouting;
  /**
   * Findings with a lower score never block by themselves: they go to people.
   * 0–1, default 0.
   */
  readonly blockThreshold?: number;
  /** Findings with a lower score are recorded only. 0–1, default 0. */
  readonly reviewThreshold?: number;
  /** Whether blacklist entries of subscribed lists apply under this policy (default true). */
  readonly useBlacklist?: boolean;
}

/** One version of a policy of one tenant for one scene and, optionally, one industry. */
export interface PolicyVersion {
  /** Of this version; `policyId` is shared by all versions of the policy. */
  readonly id: string;
  readonly policyId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly scene: string;
  /** `null` applies to every industry without a policy of its own. */
  readonly industry: string | null;
  readonly version: number;
  readonly state: PolicyState;
  readonly definition: PolicyDefinition;
}

/** `chat@3`: how verdicts and decisions name the policy version that decided. */
export const policyVersionName = (policy: Pick<PolicyVersion, 'name' | 'version'>): string =>
  `${policy.name}@${policy.version}`;

export const defaultRouting: ReviewRouting = {
  queue: 'default',
  dueSeconds: { critical: 600, high: 3600, medium: 14_400, low: 86_400 },
  undoSeconds: 10,
};
