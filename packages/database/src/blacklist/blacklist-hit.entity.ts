import type { RuleAction } from '@assay/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('blacklist_hit')
export class BlacklistHitEntity {
  @PrimaryColumn('uuid', { name: 'entry_id' })
  entryId!: string;

  @PrimaryColumn('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  action!: RuleAction;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
