import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#domain/policy/role.js';

@Entity('staff')
export class StaffEntity {
  @PrimaryColumn('text')
  id!: string;
  @Column('text')
  username!: string;
  @Column('text')
  name!: string;
  @Column('text')
  position!: string;
  @Column('text')
  email!: string;
  @Column('text')
  unit!: string;
  @Column('text', { array: true })
  roles!: Role[];
  @Column('text', { name: 'personnel_regime' })
  personnelRegime!: string;
  @Column('boolean', { name: 'is_active' })
  isActive!: boolean;
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
