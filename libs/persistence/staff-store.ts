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
  failedSignIns: number;
  blockedUntil: Instant | null;
  createdAt: Instant;
}

export type NewStaff = Omit<StaffRecord, 'failedSignIns' | 'blockedUntil'>;

const toRecord = (row: StaffEntity): StaffRecord => ({
  ...row,
  blockedUntil: row.blockedUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
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

/** Throws on an id or user name that is taken, and on an unknown unit. */
export async function addStaff(manager: EntityManager, staff: NewStaff): Promise<void> {
  await manager.insert(StaffEntity, { ...staff, failedSignIns: 0, createdAt: new Date(staff.createdAt) });
}

/** Changes what is given; false when there is no such member of staff. */
export async function changeStaff(
  manager: EntityManager,
  id: string,
  changes: Partial<Omit<StaffRecord, 'id' | 'createdAt' | 'failedSignIns' | 'blockedUntil'>>,
): Promise<boolean> {
  const { affected } = await manager.update(StaffEntity, { id }, changes);
  return affected === 1;
}

/** Counts one more failed sign-in in a row, and blocks the next one until then. */
export async function countFailedSignIn(
  manager: EntityManager,
  id: string,
  blockedUntil: Instant | null,
): Promise<void> {
  await manager.query(
    `UPDATE staff SET failed_sign_ins = failed_sign_ins + 1, blocked_until = $2 WHERE id = $1`,
    [id, blockedUntil],
  );
}

export async function clearFailedSignIns(manager: EntityManager, id: string): Promise<void> {
  await manager.update(StaffEntity, { id }, { failedSignIns: 0, blockedUntil: null });
}
