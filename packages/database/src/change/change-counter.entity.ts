import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('change_counter')
export class ChangeCounterEntity {
  @PrimaryColumn('text')
  name!: string;

  @Column('bigint')
  value!: string;
}
