import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An open task for which nobody is left: whoever may take it has passed it on, or had a part in it. */
@Entity('unattended_task')
@Index('unattended_task_tenant', ['tenantId', 'since'])
export class UnattendedTaskEntity {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  since!: Date;
}
