import type { Severity, TaskState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('review_task')
@Index('review_task_open', ['tenantId', 'queue', 'rank'], { where: "state = 'open'" })
@Index('review_task_open_rank', ['tenantId', 'rank'], { where: "state = 'open'" })
@Index('review_task_held', ['tenantId', 'leaseOwner'], { where: "state IN ('leased', 'ruled')" })
@Index('review_task_tenant', ['tenantId', 'id'])
@Index('review_task_leased', ['leaseUntil'], { where: "state = 'leased'" })
@Index('review_task_ruled', ['settlesAt'], { where: "state = 'ruled'" })
@Index('review_task_pending', ['submissionId'], {
  unique: true,
  where: "state IN ('open', 'leased', 'ruled')",
})
export class ReviewTaskEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

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

  @Column('timestamptz', { name: 'settles_at', nullable: true })
  settlesAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
