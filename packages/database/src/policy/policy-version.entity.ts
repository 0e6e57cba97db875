import type { PolicyDefinition, PolicyState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('policy_version')
@Index('policy_version_number', ['policyId', 'version'], { unique: true })
@Index('policy_version_published', ['policyId'], { unique: true, where: "state = 'published'" })
@Index('policy_version_change', ['changeSeq'])
export class PolicyVersionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'policy_id' })
  policyId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  state!: PolicyState;

  @Column('json')
  definition!: PolicyDefinition;

  @Column('bigint', { name: 'change_seq', default: 0 })
  changeSeq!: string;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  @Column('text', { name: 'published_by', nullable: true })
  publishedBy!: string | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt!: Date | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
