import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('review_task_skip')
export class ReviewTaskSkipEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @PrimaryColumn('text')
  actor!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
