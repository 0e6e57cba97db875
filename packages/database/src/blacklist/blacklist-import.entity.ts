import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('blacklist_import')
export class BlacklistImportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  actor!: string;

  @Column('integer')
  total!: number;

  @Column('integer')
  added!: number;

  @Column('integer')
  skipped!: number;

  @Column('json')
  errors!: unknown;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
