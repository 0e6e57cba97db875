import type { TaskEventKind } from '@assay/domain';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('task_event')
@Index('task_event_task', ['taskId', 'seq'])
export class TaskEventEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  seq!: string;

  @Column('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  kind!: TaskEventKind;

  @Column('text', { nullable: true })
  actor!: string | null;

  @Column('integer')
  epoch!: number;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
