import type { Outcome } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('exam_answer')
@Index('exam_answer_item', ['goldItemId'])
@Index('exam_answer_actor', ['tenantId', 'actor'])
export class ExamAnswerEntity {
  @PrimaryColumn('uuid', { name: 'attempt_id' })
  attemptId!: string;

  @PrimaryColumn('uuid', { name: 'gold_item_id' })
  goldItemId!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  actor!: string;

  @Column('text')
  outcome!: Outcome;

  @Column('text', { nullable: true })
  category!: string | null;

  @Column('boolean')
  correct!: boolean;

  @Column('timestamptz', { name: 'answered_at', default: () => 'now()' })
  answeredAt!: Date;
}
