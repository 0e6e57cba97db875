import type {
  GenerationContext,
  GoldDecision,
  GoldState,
  Outcome,
  ReviewLanguage,
  Severity,
  TextPart,
} from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Content with a known answer. It is nobody’s submission and lives only here. */
@Entity('gold_item')
@Index('gold_item_tenant', ['tenantId', 'id'])
@Index('gold_item_active', ['tenantId', 'lastUsedAt'], { where: "state = 'active'" })
export class GoldItemEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text', { name: 'set_name' })
  setName!: string;

  @Column('text', { nullable: true })
  clause!: string | null;

  @Column('text')
  taxonomy!: string;

  @Column('json')
  parts!: readonly TextPart[];

  @Column('json')
  context!: GenerationContext;

  @Column('text')
  scene!: string;

  @Column('text', { nullable: true })
  industry!: string | null;

  @Column('text')
  language!: ReviewLanguage;

  @Column('text')
  category!: string;

  @Column('text')
  severity!: Severity;

  @Column('json')
  decision!: GoldDecision;

  @Column('text', { name: 'expected_outcome' })
  expectedOutcome!: Outcome;

  @Column('text', { name: 'expected_category', nullable: true })
  expectedCategory!: string | null;

  @Column('text')
  explanation!: string;

  @Column('text')
  state!: GoldState;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
