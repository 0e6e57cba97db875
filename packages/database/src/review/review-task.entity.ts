import type { CasePurpose, ReviewLanguage, Severity, TaskState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('review_task')
@Index('review_task_open', ['tenantId', 'claimKey', 'rank'], { where: "state = 'open'" })
@Index('review_task_held', ['tenantId', 'leaseOwner', 'subjectId'], {
  unique: true,
  where: "state IN ('leased', 'ruled')",
})
@Index('review_task_tenant', ['tenantId', 'id'])
@Index('review_task_submission', ['submissionId'])
@Index('review_task_leased', ['leaseUntil'], { where: "state = 'leased'" })
@Index('review_task_ruled', ['settlesAt'], { where: "state = 'ruled'" })
@Index('review_task_slot', ['caseId', 'slot'], { unique: true })
@Index('review_task_verifying', ['tenantId', 'verifies'], { where: 'verifies IS NOT NULL' })
@Index('review_task_passed_over', ['tenantId', 'id'], {
  where: `state = 'open' AND purpose <> 'gold' AND (lease_epoch > 0 OR slot > 1 OR purpose <> 'first_review' OR verifies IS NOT NULL)`,
})
@Index('review_task_similar', ['bands'], { type: 'gin', where: "state = 'open'" })
export class ReviewTaskEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  /** Seat on the case's panel, from 1; the arbiter has the one after the last. */
  @Column('smallint', { default: 1 })
  slot!: number;

  @Column('text', { default: 'first_review' })
  purpose!: CasePurpose;

  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  /** What a person must be able to do to take it; see `claimKeyFor`. */
  @Column('text', { name: 'claim_key' })
  claimKey!: string;

  /** The key it returns to after being held for one person. */
  @Column('text', { name: 'home_key' })
  homeKey!: string;

  @Column('text', { default: 'zh' })
  language!: ReviewLanguage;

  /** Times it was escalated. */
  @Column('smallint', { default: 0 })
  level!: number;

  /** SimHash of the folded text as a signed 64-bit number. */
  @Column('bigint', { nullable: true })
  fingerprint!: string | null;

  /** The fingerprint in four bands of 16 bits, each with its number above them. */
  @Column('integer', { array: true, nullable: true })
  bands!: number[] | null;

  /** The ruling on a cluster that this task verifies. */
  @Column('uuid', { nullable: true })
  verifies!: string | null;

  @Column('smallint', { name: 'decision_round' })
  decisionRound!: number;

  @Column('text')
  queue!: string;

  @Column('text')
  category!: string;

  @Column('text')
  severity!: Severity;

  @Column('text')
  state!: TaskState;

  @Column('timestamptz')
  rank!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('integer', { name: 'undo_seconds' })
  undoSeconds!: number;

  @Column('text', { name: 'lease_owner', nullable: true })
  leaseOwner!: string | null;

  @Column('integer', { name: 'lease_epoch', default: 0 })
  leaseEpoch!: number;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { name: 'leased_at', nullable: true })
  leasedAt!: Date | null;

  @Column('timestamptz', { name: 'settles_at', nullable: true })
  settlesAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
