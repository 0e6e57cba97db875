import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('review_task_skip')
export class ReviewTaskSkipEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @PrimaryColumn('text')
  actor!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  /** What people did with it themselves is forgotten when nobody else is left; a conflict of interest never is. */
  @Column('text', { default: 'skipped' })
  reason!: 'skipped' | 'handed_on' | 'conflict';

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
