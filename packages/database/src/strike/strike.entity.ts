import type { Severity } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One blocked output of one author; `at` is when its verdict was written. */
@Entity('strike')
@Index('strike_submission', ['submissionId'], { unique: true })
@Index('strike_author', ['tenantId', 'authorId', 'at'])
export class StrikeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text', { name: 'author_id' })
  authorId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('integer')
  revision!: number;

  @Column('text')
  category!: string;

  @Column('text')
  severity!: Severity;

  @Column('text', { array: true })
  transforms!: string[];

  @Column('boolean', { default: false })
  reached!: boolean;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt!: Date | null;

  @Column('text', { name: 'lifted_by', nullable: true })
  liftedBy!: string | null;

  @Column('text', { name: 'lift_reason', nullable: true })
  liftReason!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
