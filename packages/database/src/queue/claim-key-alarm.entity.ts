import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Tasks with this key wait, and nobody may take them. */
@Entity('claim_key_alarm')
export class ClaimKeyAlarmEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'claim_key' })
  claimKey!: string;

  @Column('timestamptz', { default: () => 'now()' })
  since!: Date;
}
