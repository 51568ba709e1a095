import type { Role } from '../policy/role.js';
import type { Directory, StaffMember } from './directory.js';

const member = (id: string, unit: string, role: Role, changes: Partial<StaffMember> = {}): StaffMember => ({
  id,
  token: `p_${id}`,
  unit,
  roles: [role],
  isActive: true,
  delegations: [],
  openCases: 0,
  relatives: [],
  ...changes,
});

/** The staff of `samplePolicy`'s agency; ids say who they are, tokens are `p_<id>` and `u_<unit>`. */
export const sampleDirectory: Directory = {
  people: [
    member('desk', 'office', 'central-desk'),
    member('desk-two', 'office', 'central-desk'),
    member('office-head', 'office', 'head-of-unit'),
    member('officer', 'finance', 'officer'),
    member('officer-two', 'finance', 'officer', { openCases: 3 }),
    member('finance-head', 'finance', 'head-of-unit'),
    member('works-head', 'works', 'head-of-unit'),
    member('works-officer', 'works', 'officer'),
    member('governor', 'agency', 'head-of-agency'),
    member('auditor', 'agency', 'auditor'),
    member('custodian', 'office', 'custodian'),
    member('custodian-two', 'works', 'custodian'),
    member('administrator', 'agency', 'administrator'),
  ],
  units: [
    { id: 'agency', token: 'u_agency', parent: null, isActive: true },
    { id: 'office', token: 'u_office', parent: 'agency', isActive: true },
    { id: 'finance', token: 'u_finance', parent: 'agency', isActive: true },
    { id: 'works', token: 'u_works', parent: 'agency', isActive: true },
  ],
};

/** The directory with one person changed, e.g. sent on leave. */
export const withPerson = (id: string, changes: Partial<StaffMember>): Directory => ({
  ...sampleDirectory,
  people: sampleDirectory.people.map((person) => (person.id === id ? { ...person, ...changes } : person)),
});
