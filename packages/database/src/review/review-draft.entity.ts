import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one reviewer typed on one task. Nobody else ever sees it; it goes when the task is closed. */
@Entity('review_draft')
export class ReviewDraftEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @PrimaryColumn('text')
  actor!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('json')
  draft!: unknown;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
