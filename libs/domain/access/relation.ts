/** What a person is to one case; the transition table says who may act by it, and reading follows from it. */
export const RELATIONS = [
  'central-desk',
  'assigned-officer',
  'head-of-unit',
  'head-of-agency',
  'auditor',
  'custodian',
  'administrator',
  'complainant',
  'system',
] as const;
export type Relation = (typeof RELATIONS)[number];
