import type { EntityManager } from 'typeorm';
import type { Directory, StaffMember } from '#domain/routing/directory.js';
import { recuses } from '#domain/routing/relationship.js';
import type { TokenOf } from '#vault/pseudonym.js';
import type { StaffRelationship } from './relationship-store.js';

interface Rows {
  people: Pick<StaffMember, 'id' | 'unit' | 'roles' | 'isActive'>[];
  delegations: (StaffMember['delegations'][number] & { staff: string })[];
  relationships: StaffRelationship[];
  units: Omit<Directory['units'][number], 'token'>[];
}

/** One round trip: every command and every letter to staff asks. */
const ROWS = `SELECT
  coalesce((SELECT json_agg(json_build_object('id', id, 'unit', unit, 'roles', roles, 'isActive', is_active)
    ORDER BY id) FROM staff), '[]') AS people,
  coalesce((SELECT json_agg(json_build_object('staff', staff, 'delegate', delegate, 'from', from_date, 'to', to_date)
    ORDER BY from_date, id) FROM delegation), '[]') AS delegations,
  coalesce((SELECT json_agg(json_build_object('staff', staff, 'other', other, 'kind', kind, 'degree', degree)
    ORDER BY id) FROM staff_relationship), '[]') AS relationships,
  coalesce((SELECT json_agg(json_build_object('id', id, 'parent', parent, 'isActive', is_active)
    ORDER BY id) FROM unit), '[]') AS units`;

/**
 * The organisation as routing sees it now: no names, and no loads, which `CaseReader.withLoads` adds as somebody may
 * know them. Nobody covers for an administrator or a custodian, and they for nobody, whatever was entered: it would open
 * cases to who has no part in them, and make one person of the two whom an identity needs.
 */
export async function readDirectory(manager: EntityManager, tokenOf: TokenOf): Promise<Directory> {
  const [rows] = await manager.query<[Rows]>(ROWS);
  const { people, delegations, relationships, units } = rows;
  const relatives = new Map<string, string[]>();
  for (const { staff, other } of relationships.filter(recuses)) {
    relatives.set(staff, [...(relatives.get(staff) ?? []), other]);
    relatives.set(other, [...(relatives.get(other) ?? []), staff]);
  }
  const apart = people
    .filter(({ roles }) => roles.includes('administrator') || roles.includes('custodian'))
    .map(({ id }) => id);
  return {
    people: people.map((one) => ({
      ...one,
      token: tokenOf('person', one.id),
      delegations: delegations
        .filter(({ staff }) => staff === one.id)
        .filter(({ delegate }) => ![one.id, delegate].some((either) => apart.includes(either)))
        .map(({ from, to, delegate }) => ({ from, to, delegate })),
      openCases: 0,
      relatives: (relatives.get(one.id) ?? []).map((id) => tokenOf('person', id)),
    })),
    units: units.map((unit) => ({ ...unit, token: tokenOf('unit', unit.id) })),
  };
}
