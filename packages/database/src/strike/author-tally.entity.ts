import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many submissions of an author were decided since the tenant counts strikes. */
@Entity('author_tally')
export class AuthorTallyEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'author_id' })
  authorId!: string;

  @Column('integer')
  decided!: number;
}
