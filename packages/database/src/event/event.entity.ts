import type { EventType } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('event')
@Index('event_feed', ['tenantId', 'xid', 'seq'])
export class EventEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  seq!: string;

  @Column('bigint')
  xid!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  type!: EventType;

  @Column('uuid', { name: 'submission_id', nullable: true })
  submissionId!: string | null;

  @Column('integer', { nullable: true })
  revision!: number | null;

  @Column('json')
  payload!: unknown;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
