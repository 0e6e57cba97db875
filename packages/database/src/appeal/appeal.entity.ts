import type { AppealResult, AppealState, AppellantKind } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('appeal')
@Index('appeal_tenant', ['tenantId', 'id'])
@Index('appeal_submission', ['submissionId'])
@Index('appeal_closed', ['tenantId', 'closedAt'], { where: "state = 'decided'" })
@Index('appeal_open', ['submissionId'], {
  unique: true,
  where: "state IN ('received', 'accepted')",
})
@Index('appeal_case', ['caseId'], { unique: true, where: 'case_id IS NOT NULL' })
export class AppealEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('integer', { name: 'contested_revision' })
  contestedRevision!: number;

  @Column('uuid', { name: 'entry_id', nullable: true })
  entryId!: string | null;

  @Column('uuid', { name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column('text')
  state!: AppealState;

  @Column('text')
  text!: string;

  @Column('text', { name: 'appellant_kind' })
  appellantKind!: AppellantKind;

  @Column('text', { name: 'appellant_reference', nullable: true })
  appellantReference!: string | null;

  @Column('text', { name: 'lodged_by' })
  lodgedBy!: string;

  @Column('text', { name: 'accepted_by', nullable: true })
  acceptedBy!: string | null;

  @Column('text', { nullable: true })
  result!: AppealResult | null;

  @Column('integer', { name: 'result_revision', nullable: true })
  resultRevision!: number | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'accept_due_at' })
  acceptDueAt!: Date;

  @Column('timestamptz', { name: 'decide_due_at' })
  decideDueAt!: Date;

  @Column('timestamptz', { name: 'notify_due_at' })
  notifyDueAt!: Date;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
