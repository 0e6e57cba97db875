import type { DecidedBy, Measure, Outcome, Reason, VerdictCause } from '@assay/domain';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('verdict')
@Index('verdict_tenant_decided', ['tenantId', 'decidedAt'])
@Check('verdict_outcome', `outcome IN ('pass', 'block', 'restrict')`)
@Check('verdict_supersedes', `supersedes IS NOT DISTINCT FROM NULLIF(revision - 1, 0)`)
export class VerdictEntity {
  @PrimaryColumn('uuid', { name: 'submission_id' })
  submissionId!: string;

  @PrimaryColumn('integer')
  revision!: number;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  outcome!: Outcome;

  @Column('text')
  cause!: VerdictCause;

  @Column('text', { name: 'decided_by' })
  decidedBy!: DecidedBy;

  @Column('json')
  measures!: readonly Measure[];

  @Column('json')
  reasons!: readonly Reason[];

  @Column('text', { name: 'policy_version' })
  policyVersion!: string;

  @Column('bigint', { name: 'blacklist_version' })
  blacklistVersion!: string;

  @Column('text', { name: 'engine_version' })
  engineVersion!: string;

  @Column('integer', { nullable: true })
  supersedes!: number | null;

  @Column('uuid', { name: 'task_id', nullable: true })
  taskId!: string | null;

  @Column('text', { nullable: true })
  actor!: string | null;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('timestamptz', { name: 'decided_at', default: () => 'now()' })
  decidedAt!: Date;
}
