import type { Measure, Outcome, RulingState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('ruling')
@Index('ruling_submission_actor', ['submissionId', 'actor'])
@Index('ruling_epoch', ['taskId', 'epoch'], { unique: true })
export class RulingEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('integer')
  epoch!: number;

  @Column('text')
  actor!: string;

  @Column('text')
  outcome!: Outcome;

  @Column('text', { nullable: true })
  category!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('json')
  measures!: readonly Measure[];

  @Column('text')
  state!: RulingState;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'settles_at' })
  settlesAt!: Date;
}
