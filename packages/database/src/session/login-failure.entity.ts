import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('login_failure')
export class LoginFailureEntity {
  @PrimaryColumn('text')
  subject!: string;

  @Column('integer')
  failures!: number;

  @Column('timestamptz', { name: 'last_at', default: () => 'now()' })
  lastAt!: Date;
}
