/** The roles of an agency that take part in complaints. */
export const ROLES = [
  'central-desk',
  'officer',
  'head-of-unit',
  'head-of-agency',
  'auditor',
  'custodian',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];
