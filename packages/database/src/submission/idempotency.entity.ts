import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('idempotency')
@Index('idempotency_created', ['createdAt'], { type: 'brin' })
export class IdempotencyEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('bytea', { name: 'body_hash' })
  bodyHash!: Buffer;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
