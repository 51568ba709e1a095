import type { EntityManager } from 'typeorm';
import type { Role } from '#domain/policy/role.js';

/** Somebody of the agency, as far as a complainant may come to know. */
export interface Colleague {
  id: string;
  name: string;
  roles: Role[];
}

export const readColleagues = (manager: EntityManager, ids: readonly string[]): Promise<Colleague[]> =>
  manager.query(`SELECT id, name, roles FROM staff WHERE id = ANY($1::text[])`, [ids]);
