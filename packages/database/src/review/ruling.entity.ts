import type { Measure, Outcome, Referral, RulingKind, RulingState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('ruling')
@Index('ruling_subject_actor', ['subjectId', 'actor'])
@Index('ruling_actor_final', ['tenantId', 'actor', 'settlesAt'], { where: "state = 'final'" })
@Index('ruling_given', ['createdAt'], { type: 'brin' })
@Index('ruling_case', ['caseId'])
@Index('ruling_cluster', ['clusterOf'], { where: 'cluster_of IS NOT NULL' })
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

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  @Column('smallint', { default: 1 })
  slot!: number;

  @Column('text', { default: 'ruling' })
  kind!: RulingKind;

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

  /** `<standard>@<version>#<clause>`. */
  @Column('text', { nullable: true })
  clause!: string | null;

  @Column('json', { nullable: true })
  referral!: Referral | null;

  /** The ruling that settled this task's cluster. */
  @Column('uuid', { name: 'cluster_of', nullable: true })
  clusterOf!: string | null;

  /** From claim to ruling. */
  @Column('integer', { name: 'handling_ms', nullable: true })
  handlingMs!: number | null;

  @Column('text')
  state!: RulingState;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'settles_at' })
  settlesAt!: Date;
}
