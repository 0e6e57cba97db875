import type { TaskEventKind } from '@assay/domain';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { TaskEventDetail } from './review-task-view.js';

@Entity('task_event')
@Index('task_event_task', ['taskId', 'seq'])
@Index('task_event_at', ['at'], { type: 'brin' })
@Index('task_event_skipped', ['tenantId', 'actor', 'at'], { where: "kind = 'skipped'" })
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

  /** The note of an escalation or transfer, and where a task went. Never what a ruling says. */
  @Column('json', { nullable: true })
  detail!: TaskEventDetail | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
