import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one person looked at on one day, by the calendar of China. */
@Entity('exposure_day')
export class ExposureDayEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text')
  actor!: string;

  @PrimaryColumn('date')
  day!: string;

  @Column('integer')
  points!: number;

  @Column('integer')
  items!: number;

  @Column('integer', { name: 'heavy_items' })
  heavyItems!: number;
}
