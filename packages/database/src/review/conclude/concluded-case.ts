import type {
  CasePurpose,
  DecidedBy,
  Measure,
  Outcome,
  Reason,
  Referral,
  RulingKind,
  TextPart,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { Closing } from '../../verdict/closing.js';

/** A ruling that can no longer be undone. */
export interface FinalRuling {
  readonly id: string;
  readonly taskId: string;
  readonly actor: string;
  readonly slot: number;
  readonly kind: RulingKind;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly clause: string | null;
  readonly note: string | null;
  readonly measures: readonly Measure[];
  readonly referral: Referral | null;
}

/** The verdict in force while a case is concluded. */
export interface CurrentVerdict {
  readonly revision: number;
  readonly outcome: Outcome;
  readonly decidedBy: DecidedBy;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
}

/** A case whose panel has spoken, with what its conclusion needs. */
export interface ConcludedCase {
  readonly caseId: string;
  readonly tenantId: string;
  readonly submissionId: string;
  readonly subjectId: string;
  readonly purpose: CasePurpose;
  readonly queue: string;
  /** The one that counts. */
  readonly ruling: FinalRuling;
  readonly rulings: readonly FinalRuling[];
  readonly agreed: boolean;
  readonly externalId: string | null;
  readonly parts: readonly TextPart[];
  readonly machineReasons: readonly Reason[];
  readonly policyVersionId: string | null;
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  /** `null` before the first verdict. */
  readonly current: CurrentVerdict | null;
  readonly contestedRevision: number | null;
  readonly probability: number | null;
}

/**
 * Writes what follows from a concluded case, inside the transaction of the settlement. Returns the verdicts that go
 * through the one door; none when nothing changes.
 */
export type ConcludeCase = (
  manager: EntityManager,
  concluded: ConcludedCase,
) => Promise<readonly Closing[]>;
