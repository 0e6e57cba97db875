import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('quota_window')
export class QuotaWindowEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('timestamptz', { name: 'window_start' })
  windowStart!: Date;

  @Column('integer')
  used!: number;
}
