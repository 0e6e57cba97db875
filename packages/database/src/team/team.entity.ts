import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('team')
@Index('team_name', ['tenantId', 'name'], { unique: true })
export class TeamEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
