import type { Role } from '#domain/policy/role.js';
import { ALL_ROLES, CASE_ROLES } from './open-to.js';

/** One entry of the menu; `key` is the last part of its phrase's key. */
export interface Section {
  key: string;
  href: string;
  isCurrent: boolean;
}

const SECTIONS: readonly { key: string; href: string; roles: readonly Role[] }[] = [
  { key: 'worklist', href: '/worklist', roles: ALL_ROLES },
  { key: 'cases', href: '/cases', roles: CASE_ROLES },
  { key: 'protections', href: '/protections', roles: ['custodian', 'auditor'] },
  { key: 'retention', href: '/retention', roles: ['auditor', 'head-of-agency'] },
  { key: 'dataRequests', href: '/data-requests', roles: ['custodian', 'auditor'] },
  { key: 'personnelActions', href: '/personnel-actions', roles: ['custodian'] },
  { key: 'enter', href: '/enter-complaint', roles: ['central-desk'] },
  { key: 'verify', href: '/verify-ledger', roles: ['auditor'] },
  { key: 'ledger', href: '/ledger', roles: ['auditor'] },
  { key: 'units', href: '/administration/units', roles: ['administrator'] },
  { key: 'people', href: '/administration/people', roles: ['administrator'] },
  { key: 'approvals', href: '/administration/approvals', roles: ['administrator', 'head-of-agency'] },
  { key: 'delegations', href: '/administration/delegations', roles: ['administrator'] },
  { key: 'relationships', href: '/administration/relationships', roles: ['administrator'] },
  { key: 'holidays', href: '/administration/holidays', roles: ['administrator'] },
  { key: 'policy', href: '/administration/policy', roles: ['administrator', 'auditor'] },
];

/** The menu of somebody with these roles; the first entry is the home page. */
export const sectionsFor = (roles: readonly Role[], path: string): Section[] =>
  SECTIONS.filter((section) => section.roles.some((role) => roles.includes(role))).map(({ key, href }) => ({
    key,
    href,
    isCurrent: path === href || path.startsWith(`${href}/`),
  }));
