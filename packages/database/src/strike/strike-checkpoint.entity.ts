import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the tenant's verdict events were read for strikes. */
@Entity('strike_checkpoint')
export class StrikeCheckpointEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('bigint')
  xid!: string;

  @Column('bigint')
  seq!: string;

  /** Older verdicts are not held against anybody. */
  @Column('timestamptz', { default: () => `date_trunc('milliseconds', now())` })
  since!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
