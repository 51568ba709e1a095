import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('unit')
export class UnitEntity {
  @PrimaryColumn('text')
  id!: string;
  @Column('text', { name: 'name_th' })
  nameTh!: string;
  @Column('text', { name: 'name_en' })
  nameEn!: string;
  @Column('text', { nullable: true })
  parent!: string | null;
  @Column('boolean', { name: 'is_active' })
  isActive!: boolean;
}
