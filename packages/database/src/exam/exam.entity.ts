import type { ExamState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('exam')
@Index('exam_name', ['tenantId', 'name'], { unique: true })
export class ExamEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  category!: string;

  @Column('text', { name: 'set_name', nullable: true })
  setName!: string | null;

  @Column('uuid', { name: 'item_ids', array: true, nullable: true })
  itemIds!: string[] | null;

  @Column('double precision', { name: 'pass_mark' })
  passMark!: number;

  @Column('integer', { name: 'valid_days' })
  validDays!: number;

  @Column('integer', { name: 'cool_down_hours' })
  coolDownHours!: number;

  @Column('uuid', { name: 'standard_id', nullable: true })
  standardId!: string | null;

  @Column('integer')
  version!: number;

  @Column('text')
  state!: ExamState;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
