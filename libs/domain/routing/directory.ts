import type { LocalDate } from '../time/instant.js';
import type { Role } from '../policy/role.js';
import type { Token } from './token.js';

/** A member of staff as routing sees them: no name, only what decides who may hold what. */
export interface StaffMember {
  id: string;
  token: Token;
  unit: string;
  roles: Role[];
  isActive: boolean;
  /** Absences with the colleague who covers; both days inclusive. */
  delegations: { from: LocalDate; to: LocalDate; delegate: string }[];
  openCases: number;
  /** Those for whose sake this member may take no part where they are accused. */
  relatives: Token[];
}

export interface Directory {
  people: StaffMember[];
  /** Also units that were given up: whoever belonged to one still does. */
  units: { id: string; token: Token; parent: string | null; isActive: boolean }[];
}
