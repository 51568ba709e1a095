import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('holiday')
export class HolidayEntity {
  @PrimaryColumn('date')
  date!: string;
  @Column('text', { name: 'name_th' })
  nameTh!: string;
  @Column('text', { name: 'name_en' })
  nameEn!: string;
  @Column('text', { name: 'declared_by' })
  declaredBy!: string;
  @Column('text')
  reason!: string;
  @Column('timestamptz', { name: 'declared_at' })
  declaredAt!: Date;
  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;
}
