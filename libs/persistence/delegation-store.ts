import type { EntityManager } from 'typeorm';
import type { LocalDate } from '#domain/time/instant.js';
import { DelegationEntity } from './entities/delegation.entity.js';

/** Who covers for whom; both days inclusive. */
export interface Delegation {
  id: string;
  staff: string;
  delegate: string;
  fromDate: LocalDate;
  toDate: LocalDate;
  createdBy: string;
}

export const listDelegations = (manager: EntityManager): Promise<Delegation[]> =>
  manager.find(DelegationEntity, { order: { fromDate: 'ASC', id: 'ASC' } });

/** Returns the new delegation's id. */
export async function addDelegation(
  manager: EntityManager,
  delegation: Omit<Delegation, 'id'>,
): Promise<string> {
  const { identifiers } = await manager.insert(DelegationEntity, delegation);
  return String(identifiers[0]?.['id']);
}

/** False when there is no such delegation. */
export async function removeDelegation(manager: EntityManager, id: string): Promise<boolean> {
  const { affected } = await manager.delete(DelegationEntity, { id });
  return affected === 1;
}
