import type { Outcome, ReportSource, ReportState } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('report')
@Index('report_tenant', ['tenantId', 'id'])
@Index('report_submission', ['submissionId'])
@Index('report_case', ['caseId'])
export class ReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('text')
  source!: ReportSource;

  @Column('text', { nullable: true })
  category!: string | null;

  @Column('text')
  explanation!: string;

  @Column('text', { nullable: true })
  location!: string | null;

  @Column('text', { name: 'reporter_name', nullable: true })
  reporterName!: string | null;

  @Column('text', { name: 'reporter_email', nullable: true })
  reporterEmail!: string | null;

  @Column('text', { name: 'lodged_by' })
  lodgedBy!: string;

  @Column('text')
  state!: ReportState;

  @Column('text', { nullable: true })
  outcome!: Outcome | null;

  @Column('integer', { name: 'result_revision', nullable: true })
  resultRevision!: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}
