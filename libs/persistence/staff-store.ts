import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type { Role } from '#domain/policy/role.js';
import type { Instant } from '#domain/time/instant.js';
import { StaffEntity } from './entities/staff.entity.js';

/** A member of staff as accounts and the administrator's pages know them. */
export interface StaffRecord {
  /** A slug that never changes; commands and ledgers name people by it. */
  id: string;
  username: string;
  name: string;
  position: string;
  email: string;
  unit: string;
  roles: Role[];
  personnelRegime: string;
  isActive: boolean;
  /** Null: cannot sign in. */
  passwordHash: string | null;
  createdAt: Instant;
}

const toRecord = ({ createdAt, ...row }: StaffEntity): StaffRecord => ({
  ...row,
  createdAt: createdAt.toISOString(),
});

async function findOne(
  manager: EntityManager,
  where: FindOptionsWhere<StaffEntity>,
): Promise<StaffRecord | null> {
  const row = await manager.findOneBy(StaffEntity, where);
  return row && toRecord(row);
}

export const findStaff = (manager: EntityManager, id: string): Promise<StaffRecord | null> =>
  findOne(manager, { id });

export const findStaffByUsername = (manager: EntityManager, username: string): Promise<StaffRecord | null> =>
  findOne(manager, { username });

/** All staff, also former ones, by id. */
export const listStaff = async (manager: EntityManager): Promise<StaffRecord[]> =>
  (await manager.find(StaffEntity, { order: { id: 'ASC' } })).map(toRecord);

/** Finds the id of a member of staff by id or user name; undefined where there is none. */
export async function staffIds(manager: EntityManager): Promise<(name: string) => string | undefined> {
  const staff = await listStaff(manager);
  return (name) => staff.find(({ id, username }) => id === name || username === name)?.id;
}

/** Throws on an id or user name that is taken, and on an unknown unit. */
export async function addStaff(manager: EntityManager, staff: StaffRecord): Promise<void> {
  await manager.insert(StaffEntity, { ...staff, createdAt: new Date(staff.createdAt) });
}

/** Changes what is given; false when there is no such member of staff. */
export async function changeStaff(
  manager: EntityManager,
  id: string,
  changes: Partial<Omit<StaffRecord, 'id' | 'createdAt'>>,
): Promise<boolean> {
  const { affected } = await manager.update(StaffEntity, { id }, changes);
  return affected === 1;
}
