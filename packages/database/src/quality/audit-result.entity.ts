import type { Outcome } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One machine decision that was drawn at random and what people found. Never changed. */
@Entity('audit_result')
@Index('audit_result_tenant', ['tenantId', 'at'])
export class AuditResultEntity {
  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  /** The verdict that was drawn; `null` when it cannot be told. */
  @Column('integer', { name: 'machine_revision', nullable: true })
  machineRevision!: number | null;

  @Column('text', { name: 'machine_outcome' })
  machineOutcome!: Outcome;

  /** Of its strongest reason; `null` for a pass. */
  @Column('text', { name: 'machine_category', nullable: true })
  machineCategory!: string | null;

  @Column('text', { name: 'human_outcome' })
  humanOutcome!: Outcome;

  @Column('text', { name: 'human_category', nullable: true })
  humanCategory!: string | null;

  @Column('text', { name: 'policy_version' })
  policyVersion!: string;

  @Column('bigint', { name: 'blacklist_version' })
  blacklistVersion!: string;

  @Column('text', { name: 'engine_version' })
  engineVersion!: string;

  /** The generative model, as the platform named it. */
  @Column('text', { nullable: true })
  model!: string | null;

  @Column('text')
  scene!: string;

  /** How likely the decision was to be drawn. */
  @Column('real')
  probability!: number;

  /** Whether the finding became the next revision of the verdict. */
  @Column('boolean')
  corrected!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
