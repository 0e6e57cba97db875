import type { Lane } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('outbox')
@Index('outbox_waiting', ['lane', 'tenantId', 'submissionId'], { where: 'envelope_id IS NULL' })
@Index('outbox_dispatched', ['dispatchedAt'], { where: 'envelope_id IS NOT NULL' })
export class OutboxEntity {
  @PrimaryColumn('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  lane!: Lane;

  @Column('uuid', { name: 'envelope_id', nullable: true })
  envelopeId!: string | null;

  @Column('timestamptz', { name: 'dispatched_at', nullable: true })
  dispatchedAt!: Date | null;

  @Column('smallint', { default: 0 })
  attempts!: number;

  @Column('boolean')
  awaited!: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
