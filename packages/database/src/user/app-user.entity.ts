import type { Locale } from '@assay/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('app_user')
@Index('app_user_email', ['email'], { unique: true })
export class AppUserEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text', { default: 'zh-CN' })
  locale!: Locale;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
