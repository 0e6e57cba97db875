import type { ReferralAuthority } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('referral')
@Index('referral_tenant', ['tenantId', 'id'])
@Index('referral_case', ['caseId'], { unique: true })
export class ReferralEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('text')
  authority!: ReferralAuthority;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { name: 'referred_by' })
  referredBy!: string;

  @Column('json')
  bundle!: unknown;

  @Column('text', { name: 'bundle_sha256' })
  bundleSha256!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'exported_at', nullable: true })
  exportedAt!: Date | null;

  @Column('text', { name: 'exported_by', nullable: true })
  exportedBy!: string | null;
}
