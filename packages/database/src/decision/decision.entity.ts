import type { DecisionOutcome, Evidence, Measure, Reason, Severity } from '@assay/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('decision')
export class DecisionEntity {
  @PrimaryColumn('uuid', { name: 'submission_id' })
  submissionId!: string;

  @PrimaryColumn('smallint')
  round!: number;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  outcome!: DecisionOutcome;

  @Column('text')
  severity!: Severity;

  @Column('json')
  reasons!: readonly Reason[];

  @Column('json')
  measures!: readonly Measure[];

  @Column('json')
  evidence!: readonly Evidence[];

  @Column('uuid', { name: 'policy_version_id', nullable: true })
  policyVersionId!: string | null;

  @Column('text', { name: 'policy_version' })
  policyVersion!: string;

  @Column('bigint', { name: 'blacklist_version' })
  blacklistVersion!: string;

  @Column('text', { name: 'engine_version' })
  engineVersion!: string;

  @Column('timestamptz', { name: 'evaluated_at' })
  evaluatedAt!: Date;
}
