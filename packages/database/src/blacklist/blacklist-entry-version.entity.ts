import type { BlacklistState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('blacklist_entry_version')
@Index('blacklist_entry_version_from', ['fromVersion'])
export class BlacklistEntryVersionEntity {
  @PrimaryColumn('uuid', { name: 'entry_id' })
  entryId!: string;

  @PrimaryColumn('bigint', { name: 'from_version' })
  fromVersion!: string;

  @Column('bigint', { name: 'to_version', nullable: true })
  toVersion!: string | null;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'list_id', nullable: true })
  listId!: string | null;

  @Column('text')
  state!: BlacklistState;

  @Column('json')
  snapshot!: unknown;
}
