import type { Evidence } from '@assay/domain';
import type { Entity, FoldedText, ScanResult } from '@assay/matching';
import type { BlacklistIndex } from '../blacklist/blacklist-index.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';

/** What of a submission the in-process detectors look at. */
export interface ScreenedSubmission {
  readonly tenantId: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly parts: readonly { readonly text: string }[];
}

/** Everything a detector may read. All detectors of one screening see the same context. */
export interface ScreenContext {
  readonly policy: CompiledPolicy;
  readonly blacklist: BlacklistIndex;
  readonly submission: ScreenedSubmission;
  readonly evaluatedAtMs: number;
  /** The folded text of each part, made once for all detectors. */
  readonly texts: readonly FoldedText[];
  readonly budget: WorkBudget;
  /** Entities of each part, of the types in `policy.entityTypes`; found once, when the first detector asks. */
  entitiesOf(part: number): ScanResult<Entity>;
}

/**
 * One in-process detector. `detect` adds what it found to `found`. It may throw, and it may stop when its budget is
 * spent (`found.cutShort`): `screen` turns both into evidence that never passes.
 */
export interface Detector {
  /** Last part of the name in evidence, e.g. `term` in `matching@1.0.0/term`. */
  readonly name: string;
  /** False when the policy gives this detector nothing to do. */
  isNeeded(context: ScreenContext): boolean;
  detect(context: ScreenContext, found: Found): void;
}

/** Collects what one detector finds. */
export class Found {
  readonly evidence: Evidence[] = [];
  cutShort = false;

  constructor(readonly detector: string) {}

  /** Accounts for one scan; answers its hits. */
  hitsOf<Hit>(result: ScanResult<Hit>, budget: WorkBudget): readonly Hit[] {
    budget.spend(result.work);
    if (result.budgetExceeded) this.cutShort = true;
    return result.hits;
  }
}

/** Work that one screening may still spend, in the units of `ScanResult.work`. */
export class WorkBudget {
  constructor(private left: number) {}

  get remaining(): number {
    return this.left;
  }

  spend(work: number): void {
    this.left = Math.max(0, this.left - work);
  }
}
