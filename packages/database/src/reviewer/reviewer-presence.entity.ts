import type { PresenceState } from '@assay/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reviewer_presence')
export class ReviewerPresenceEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text')
  actor!: string;

  @Column('text')
  state!: PresenceState;

  @Column('timestamptz', { name: 'seen_at', default: () => 'now()' })
  seenAt!: Date;

  @Column('timestamptz', { name: 'working_since', default: () => 'now()' })
  workingSince!: Date;

  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column('integer', { name: 'heavy_since_break', default: 0 })
  heavySinceBreak!: number;
}
