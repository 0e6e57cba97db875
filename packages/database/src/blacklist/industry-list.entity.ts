import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('industry_list')
@Index('industry_list_name', ['name'], { unique: true })
export class IndustryListEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  description!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
