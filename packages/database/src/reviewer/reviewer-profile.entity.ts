import type { ReviewDisplay, ReviewLanguage } from '@assay/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reviewer_profile')
export class ReviewerProfileEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text')
  actor!: string;

  @Column('text', { array: true, nullable: true })
  languages!: ReviewLanguage[] | null;

  @Column('text', { array: true, nullable: true })
  queues!: string[] | null;

  @Column('text', { name: 'opted_out', array: true, default: () => "'{}'" })
  optedOut!: string[];

  @Column('integer', { name: 'daily_budget', nullable: true })
  dailyBudget!: number | null;

  @Column('json')
  display!: ReviewDisplay;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
