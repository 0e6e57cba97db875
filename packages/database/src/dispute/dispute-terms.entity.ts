import type { AppealTerms, StrikeTerms } from '@assay/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dispute_terms')
export class DisputeTermsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('json', { nullable: true })
  appeal!: Partial<AppealTerms> | null;

  @Column('json', { nullable: true })
  strike!: StrikeTerms | null;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
