import { routes, TABLE } from './route-table.builder.js';

/** Somebody for each way of standing to one case that an officer of finance has, and its protection. */
export const STANDINGS = {
  'central-desk': 'desk-1',
  'assigned-officer': 'officer-finance-1',
  'head-of-unit': 'head-finance',
  'covers-for-head': 'head-human-resources',
  'head-of-agency': 'governor',
  auditor: 'auditor-1',
  custodian: 'custodian-1',
  'officer-beside': 'officer-finance-2',
  'other-head': 'head-strategy',
  administrator: 'administrator-1',
} as const;
export type Standing = keyof typeof STANDINGS;

const READERS: readonly Standing[] = [
  'central-desk',
  'assigned-officer',
  'head-of-unit',
  'covers-for-head',
  'head-of-agency',
  'auditor',
  'custodian',
];
const WATCHERS: readonly Standing[] = ['head-of-agency', 'auditor'];
/** Whoever protects or watches, and whoever may ask who the complainant is. */
const OF_PROTECTION: readonly Standing[] = [
  'central-desk',
  'assigned-officer',
  'head-of-agency',
  'auditor',
  'custodian',
];

/** Through which route a case, or what belongs to it, exists for whom. A new route of a case needs a row here. */
export const RELATION_TABLE: Record<string, readonly Standing[]> = {
  'GET /api/v1/complaints/:reference': READERS,
  'GET /api/v1/complaints/:reference/history': ['auditor'],
  'GET /api/v1/complaints/:reference/readings': ['auditor'],
  'POST /api/v1/complaints/:reference/commands/:command': READERS,
  'GET /cases/:reference': READERS,
  'GET /cases/:reference/history': ['auditor'],
  'GET /cases/:reference/evidence': READERS,
  'POST /cases/:reference/evidence': READERS,
  'GET /cases/:reference/evidence/:evidence': READERS,
  'GET /cases/:reference/letters/:seq': READERS,
  'GET /cases/:reference/package': READERS,
  'POST /cases/:reference/package': READERS,
  'GET /cases/:reference/:command': READERS,
  'POST /cases/:reference/:command': READERS,
  'GET /retention/:reference': WATCHERS,
  'POST /retention/:reference/holds': WATCHERS,
  'POST /retention/:reference/holds/:hold/lift': WATCHERS,
  'POST /retention/:reference/opening': WATCHERS,
  'POST /retention/:reference/opening/decision': WATCHERS,
  'GET /protections/:id': OF_PROTECTION,
  'GET /api/v1/protections/:id': OF_PROTECTION,
  'GET /protections/:id/identity': [],
  'GET /api/v1/protections/:id/identity': [],
  'GET /protections/:id/:command': OF_PROTECTION,
  'POST /protections/:id/:command': OF_PROTECTION,
  // The auditor sees that others ask, and asks nothing.
  'POST /api/v1/protections/:id/commands/:command': OF_PROTECTION.filter((one) => one !== 'auditor'),
};

/** The routes of one case, read off the controllers. */
export const ofCase = routes.filter(
  ({ name }) => name.includes(':reference') || name.includes('/protections/:id'),
);

export const isOpenTo = (name: string, roles: readonly string[]): boolean => {
  const opening = TABLE[name];
  return opening === 'anybody' || (opening ?? []).some((role) => roles.includes(role));
};

/** What is sent to a route that changes something. */
export const bodyOf = (name: string): Record<string, string | number> => {
  if (name.includes('/holds')) return { ground: 'court-case', reason: 'ศาลรับคำฟ้อง' };
  if (name.includes('/opening')) return { approved: 'no', reason: 'ไม่จำเป็น' };
  if (name.includes('/protections/'))
    return { purpose: 'take-testimony', ground: 'official-duty', reason: 'ต้องบันทึกถ้อยคำ', hours: 2 };
  return name.includes(':command') ? { note: 'บันทึก' } : {};
};

interface OfCase {
  reference: string;
  protection: string;
  evidence: string;
  /** `seq` of the entry by which an accused person was told. */
  letter: string;
}

/** The route's path in this case. */
export const pathIn = (name: string, { reference, protection, evidence, letter }: OfCase): string =>
  name
    .slice(name.indexOf('/'))
    .replace(':reference', reference)
    .replace(':evidence', evidence)
    .replace(':hold', '1')
    .replace(':seq', letter)
    .replace(':id', protection)
    .replace(':command', name.includes('/protections/') ? 'ask-for-identity' : 'add-note');

/** The case that there is none of. */
export const NO_CASE: OfCase = {
  reference: 'TRT-69-0000-0000',
  protection: 'TRT-69-0000-0000',
  evidence: '00000000-0000-4000-8000-000000000000',
  letter: '1',
};
