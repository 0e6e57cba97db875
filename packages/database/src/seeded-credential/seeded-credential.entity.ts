import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('seeded_credential')
export class SeededCredentialEntity {
  @PrimaryColumn('text')
  name!: string;

  /** A password hash or keyed hash of the value that was applied last. */
  @Column('text')
  applied!: string;

  @Column('timestamptz', { name: 'applied_at', default: () => 'now()' })
  appliedAt!: Date;
}
