import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('policy')
@Index('policy_name', ['tenantId', 'name'], { unique: true })
@Index('policy_scene', ['tenantId', 'scene', 'industry'], { unique: true })
export class PolicyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  scene!: string;

  @Column('text', { default: '' })
  industry!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
