import type { Outcome } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('gold_ruling')
@Index('gold_ruling_actor', ['tenantId', 'actor', 'at'])
@Index('gold_ruling_item', ['goldItemId'])
export class GoldRulingEntity {
  @PrimaryColumn('uuid', { name: 'ruling_id' })
  rulingId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'gold_item_id' })
  goldItemId!: string;

  @Column('text')
  actor!: string;

  @Column('text')
  category!: string;

  @Column('text')
  outcome!: Outcome;

  @Column('boolean')
  correct!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
