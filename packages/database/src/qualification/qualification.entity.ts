import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That a person passed the exam of a category. `shortenedBy` names the change that made it end earlier. */
@Entity('qualification')
@Index('qualification_actor', ['tenantId', 'actor'])
@Index('qualification_attempt', ['attemptId'], { unique: true })
export class QualificationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  actor!: string;

  @Column('text')
  category!: string;

  @Column('uuid', { name: 'exam_id' })
  examId!: string;

  @Column('uuid', { name: 'attempt_id' })
  attemptId!: string;

  @Column('timestamptz', { name: 'passed_at', default: () => 'now()' })
  passedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('text', { name: 'shortened_by', nullable: true })
  shortenedBy!: string | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('text', { name: 'revoked_by', nullable: true })
  revokedBy!: string | null;

  @Column('text', { name: 'revoked_reason', nullable: true })
  revokedReason!: string | null;
}
