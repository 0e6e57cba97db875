import type { QueueSettings } from '@assay/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('review_queue')
export class ReviewQueueEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text')
  name!: string;

  @Column('json')
  settings!: Partial<QueueSettings>;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
