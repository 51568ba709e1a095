import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('delegation')
export class DelegationEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id!: string;
  @Column('text')
  staff!: string;
  @Column('text')
  delegate!: string;
  @Column('date', { name: 'from_date' })
  fromDate!: string;
  @Column('date', { name: 'to_date' })
  toDate!: string;
  @Column('text', { name: 'created_by' })
  createdBy!: string;
}
