import type { EntityManager } from 'typeorm';
import type { Token } from '#domain/complaint/command.js';
import type { Directory } from '#domain/routing/directory.js';
import { listDelegations } from './delegation-store.js';
import { listStaff } from './staff-store.js';
import { listUnits } from './unit-store.js';

/** Makes the token by which ledgers and views know a person or a unit (vault/pseudonym). */
export type TokenOf = (kind: 'person' | 'unit', id: string) => Token;

/**
 * The organisation as routing sees it now: no names, and no loads, which `CaseReader.withLoads` adds as somebody may
 * know them. Nobody covers for an administrator, and an administrator for nobody, whatever was entered: it would open
 * cases to who has no part in them.
 */
export async function readDirectory(manager: EntityManager, tokenOf: TokenOf): Promise<Directory> {
  const staff = await listStaff(manager);
  const units = await listUnits(manager);
  const delegations = await listDelegations(manager);
  const administrators = staff.filter(({ roles }) => roles.includes('administrator')).map(({ id }) => id);
  return {
    people: staff.map(({ id, unit, roles, isActive }) => ({
      id,
      token: tokenOf('person', id),
      unit,
      roles,
      isActive,
      delegations: delegations
        .filter((one) => one.staff === id)
        .filter(({ delegate }) => ![id, delegate].some((either) => administrators.includes(either)))
        .map(({ fromDate, toDate, delegate }) => ({ from: fromDate, to: toDate, delegate })),
      openCases: 0,
    })),
    units: units.map(({ id, parent, isActive }) => ({ id, token: tokenOf('unit', id), parent, isActive })),
  };
}
