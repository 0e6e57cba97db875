import type { BlacklistState, IndicatorKind, RuleAction, Severity } from '@assay/domain';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('blacklist_entry')
@Index('blacklist_entry_tenant', ['tenantId', 'id'])
@Index('blacklist_entry_list', ['listId', 'id'], { where: 'list_id IS NOT NULL' })
@Index('blacklist_entry_import', ['importId'], { where: 'import_id IS NOT NULL' })
@Index('blacklist_entry_live', ['tenantId', 'kind', 'value', 'effect'], {
  unique: true,
  where: "state <> 'retired' AND list_id IS NULL",
})
@Index('blacklist_entry_live_in_list', ['listId', 'kind', 'value', 'effect'], {
  unique: true,
  where: "state <> 'retired' AND list_id IS NOT NULL",
})
@Check('blacklist_entry_two_persons', `confirmed_by IS DISTINCT FROM proposed_by`)
export class BlacklistEntryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'list_id', nullable: true })
  listId!: string | null;

  @Column('text')
  kind!: IndicatorKind;

  @Column('text')
  value!: string;

  @Column('text')
  effect!: 'block' | 'allow';

  @Column('text')
  category!: string;

  @Column('text')
  severity!: Severity;

  @Column('text')
  action!: RuleAction;

  @Column('real')
  confidence!: number;

  @Column('text', { array: true })
  scenes!: readonly string[];

  @Column('text', { array: true })
  industries!: readonly string[];

  @Column('text')
  state!: BlacklistState;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('text', { default: '' })
  note!: string;

  @Column('text', { name: 'evidence_reference', nullable: true })
  evidenceReference!: string | null;

  @Column('text', { name: 'proposed_by' })
  proposedBy!: string;

  @Column('text', { name: 'confirmed_by', nullable: true })
  confirmedBy!: string | null;

  @Column('uuid', { name: 'import_id', nullable: true })
  importId!: string | null;

  @Column('bigint')
  version!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
