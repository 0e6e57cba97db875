import type { LocalText } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('standard')
@Index('standard_name', ['tenantId', 'name'], { unique: true })
export class StandardEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('json')
  title!: LocalText;

  @Column('text')
  taxonomy!: string;

  @Column('text', { name: 'gold_set', nullable: true })
  goldSet!: string | null;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
