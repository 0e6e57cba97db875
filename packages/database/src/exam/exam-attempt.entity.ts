import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One person at one exam. Items, their order and what it is worth are fixed when it starts. */
@Entity('exam_attempt')
@Index('exam_attempt_open', ['examId', 'actor'], { unique: true, where: 'closed_at IS NULL' })
@Index('exam_attempt_actor', ['examId', 'actor', 'startedAt'])
export class ExamAttemptEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'exam_id' })
  examId!: string;

  @Column('integer', { name: 'exam_version' })
  examVersion!: number;

  @Column('text')
  actor!: string;

  @Column('text')
  category!: string;

  @Column('uuid', { name: 'item_ids', array: true })
  itemIds!: string[];

  @Column('double precision', { name: 'pass_mark' })
  passMark!: number;

  @Column('integer', { name: 'valid_days' })
  validDays!: number;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('integer', { nullable: true })
  correct!: number | null;

  @Column('boolean', { nullable: true })
  passed!: boolean | null;
}
