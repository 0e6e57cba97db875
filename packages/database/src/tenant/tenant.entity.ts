import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('tenant')
@Index('tenant_slug', ['slug'], { unique: true })
export class TenantEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  @Column('integer', { name: 'quota_per_minute', nullable: true })
  quotaPerMinute!: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
