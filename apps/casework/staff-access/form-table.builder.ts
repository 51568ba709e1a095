import { TABLE } from './route-table.builder.js';

export const isForm = (name: string): boolean =>
  name.startsWith('POST') && !name.includes('/api/') && TABLE[name] !== 'anybody';

/** Somebody new among the staff, as the form asks. */
const NEWCOMER = {
  name: 'นายมาใหม่ ใจดี',
  position: 'นักวิชาการ',
  email: 'newcomer@trat.example',
  unit: 'finance',
  roles: 'officer',
  personnelRegime: 'ocsc',
  isActive: 'yes',
};

/** What a page's form sends to each route, complete, and how those whom it is open to are answered. A new one needs a row. */
export const FORMS: Record<string, { fields: Record<string, string>; path?: string; status?: number }> = {
  'POST /cases/:reference/:command': { fields: { note: 'บันทึก' } },
  'POST /cases/:reference/evidence': { fields: {}, status: 422 },
  // Somebody in the agency can decide this one.
  'POST /cases/:reference/package': { fields: { purpose: 'ส่งเรื่อง' }, status: 409 },
  'POST /retention/:reference/holds': {
    fields: {},
    path: '/retention/none/holds',
    status: 404,
  },
  'POST /retention/:reference/holds/:hold/lift': {
    fields: {},
    path: '/retention/none/holds/1/lift',
    status: 404,
  },
  'POST /retention/:reference/opening': { fields: {}, path: '/retention/none/opening', status: 404 },
  'POST /retention/:reference/opening/decision': {
    fields: {},
    path: '/retention/none/opening/decision',
    status: 404,
  },
  'POST /data-requests/:id/identity': {
    fields: {},
    path: '/data-requests/none/identity',
    status: 404,
  },
  'POST /data-requests/:id/answer': {
    fields: {},
    path: '/data-requests/none/answer',
    status: 404,
  },
  'POST /data-requests/:id/approval': {
    fields: {},
    path: '/data-requests/none/approval',
    status: 404,
  },
  'POST /data-requests/:id/return': {
    fields: {},
    path: '/data-requests/none/return',
    status: 404,
  },
  'POST /protections/:id/:command': {
    fields: { message: 'ข้อความ' },
    path: '/protections/none/write-to-person',
    status: 404,
  },
  'POST /personnel-actions': {
    fields: { staff: 'desk-2', kind: 'transfer', takenOn: '2026-02-03', source: '12/2569' },
  },
  'POST /personnel-actions/import': {
    fields: { csv: 'staff,kind,date,source\ndesk-2,pay,3/2/2569,13/2569' },
  },
  'POST /enter-complaint': {
    fields: {
      channel: 'letter',
      day: '3',
      month: '2',
      year: '2569',
      category: 'service',
      subject: 'ไฟถนนดับ',
      details: 'ไฟถนนดับหลายคืนแล้ว',
      mode: 'confidential',
      name: 'นางผู้ร้องเรียน',
      language: 'th',
      commandId: 'entered-by-the-routes-0001',
    },
    status: 201,
  },
  'POST /verify-ledger': { fields: {} },
  'POST /administration/units': {
    fields: { id: 'archive', nameTh: 'หอจดหมายเหตุ', nameEn: 'Archive', parent: 'agency', isActive: 'yes' },
  },
  'POST /administration/people': {
    fields: { username: 'newcomer', ...NEWCOMER },
  },
  'POST /administration/people/:id': {
    fields: NEWCOMER,
    path: '/administration/people/newcomer',
  },
  'POST /administration/people/:id/invitation': {
    fields: {},
    path: '/administration/people/newcomer/invitation',
  },
  'POST /administration/people/:id/invitation/withdrawal': {
    fields: {},
    path: '/administration/people/newcomer/invitation/withdrawal',
  },
  'POST /administration/people/:id/reset': { fields: {}, path: '/administration/people/newcomer/reset' },
  'POST /administration/approvals/:id/approval': {
    fields: {},
    path: '/administration/approvals/none/approval',
    status: 404,
  },
  'POST /administration/approvals/:id/refusal': {
    fields: {},
    path: '/administration/approvals/none/refusal',
    status: 404,
  },
  'POST /administration/refused-addresses/:subject/removal': {
    fields: {},
    path: '/administration/refused-addresses/staff:desk-1/removal',
    status: 404,
  },
  'POST /administration/delegations': {
    fields: {
      staff: 'officer-strategy-1',
      delegate: 'officer-strategy-2',
      from: '2026-03-01',
      to: '2026-03-02',
    },
  },
  'POST /administration/delegations/:id/removal': {
    fields: {},
    path: '/administration/delegations/1/removal',
  },
  'POST /administration/relationships': {
    fields: { staff: 'officer-strategy-1', other: 'officer-strategy-2', kind: 'collateral', degree: '2' },
  },
  'POST /administration/relationships/import': {
    fields: { csv: 'staff,other,kind,degree\ndesk-2,governor,in-law,3' },
  },
  'POST /administration/relationships/:id/removal': {
    fields: {},
    path: '/administration/relationships/1/removal',
  },
  'POST /administration/holidays/preview': {
    fields: { date: '2026-02-05', nameTh: 'วันหยุดพิเศษ', nameEn: 'Special day', reason: 'มติคณะรัฐมนตรี' },
  },
  'POST /administration/holidays': {
    fields: { date: '2026-02-05', nameTh: 'วันหยุดพิเศษ', nameEn: 'Special day', reason: 'มติคณะรัฐมนตรี' },
  },
  'POST /confirm-it-is-you': { fields: { 'confirm-password': 'not the password' }, status: 401 },
  'POST /account/password': { fields: { password: 'short' }, status: 400 },
  'POST /account/second-factor': { fields: { code: '000000' }, status: 400 },
  'POST /account/second-factor/recovery-codes': { fields: {} },
  'POST /account/second-factor/removal': { fields: {} },
  'POST /account/sessions/:handle/end': { fields: {}, path: '/account/sessions/none/end', status: 404 },
  'POST /account/sessions/end': { fields: {} },
  'POST /sign-out': { fields: {} },
};

/** The route's path with an example in each place of a parameter; of this case where it is of a case. */
export const pathOf = (name: string, of: string): string => {
  const path =
    FORMS[name]?.path ??
    name
      .slice(name.indexOf('/'))
      .replace(':reference', of)
      .replace(':command', 'add-note')
      .replace(':evidence', '00000000-0000-4000-8000-000000000000')
      .replace(':seq', '1')
      .replace(':id', 'desk-1');
  if (path.includes('/:')) throw new Error(`${name} needs an example of its path.`);
  return path;
};
