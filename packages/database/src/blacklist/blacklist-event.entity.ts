import type { BlacklistState } from '@assay/domain';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('blacklist_event')
@Index('blacklist_event_entry', ['entryId', 'seq'])
export class BlacklistEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  seq!: string;

  @Column('uuid', { name: 'entry_id' })
  entryId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text', { name: 'from_state', nullable: true })
  fromState!: BlacklistState | null;

  @Column('text', { name: 'to_state' })
  toState!: BlacklistState;

  @Column('text')
  actor!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
