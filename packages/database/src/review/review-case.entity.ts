import type { CasePurpose, CaseState, Outcome, Panel } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PresentedGold } from './review-task-view.js';

@Entity('review_case')
@Index('review_case_open', ['submissionId', 'purpose'], { unique: true, where: "state = 'open'" })
@Index('review_case_tenant', ['tenantId', 'id'])
@Index('review_case_concluded', ['tenantId', 'concludedAt', 'id'], { where: "state = 'concluded'" })
@Index('review_case_gold', ['subjectId'], { where: "purpose = 'gold' AND state = 'open'" })
@Index('review_case_submission', ['submissionId', 'id'])
export class ReviewCaseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  /** The submission, or the gold item that is presented as one. */
  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  @Column('text')
  purpose!: CasePurpose;

  @Column('text')
  state!: CaseState;

  @Column('smallint', { name: 'decision_round' })
  decisionRound!: number;

  @Column('text')
  queue!: string;

  @Column('json')
  panel!: Panel;

  /** Of being drawn, for an audit. */
  @Column('real', { nullable: true })
  probability!: number | null;

  @Column('integer', { name: 'contested_revision', nullable: true })
  contestedRevision!: number | null;

  @Column('text', { name: 'requested_by', nullable: true })
  requestedBy!: string | null;

  /** What a gold item shows in place of a submission's own data. */
  @Column('json', { nullable: true })
  presented!: PresentedGold | null;

  @Column('text', { nullable: true })
  outcome!: Outcome | null;

  @Column('boolean', { nullable: true })
  agreed!: boolean | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'concluded_at', nullable: true })
  concludedAt!: Date | null;
}
