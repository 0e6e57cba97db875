import type { GenerationContext, TextPart } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('submission')
@Index('submission_tenant', ['tenantId', 'id'])
@Index('submission_external', ['tenantId', 'externalId'], { where: 'external_id IS NOT NULL' })
export class SubmissionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  scene!: string;

  @Column('text', { nullable: true })
  industry!: string | null;

  @Column('json')
  parts!: readonly TextPart[];

  @Column('json')
  context!: GenerationContext;

  @Column('text', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId!: string | null;

  @Column('json')
  metadata!: Readonly<Record<string, string>>;

  @Column('timestamptz', { name: 'received_at', default: () => 'now()' })
  receivedAt!: Date;
}
