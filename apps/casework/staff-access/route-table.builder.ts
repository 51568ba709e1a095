import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { Role } from '#domain/policy/role.js';
import { CONTROLLERS } from '../casework.module.js';
import { ALL_ROLES, CASE_ROLES, OPEN_TO, type Opening } from './open-to.js';

interface Route {
  name: string;
  opening: Opening | undefined;
}

/** Every route of the staff app, read off its controllers. */
export const routes: Route[] = CONTROLLERS.flatMap((controller) => {
  const prototype = controller.prototype as unknown as Record<string, object>;
  const base = String(Reflect.getMetadata(PATH_METADATA, controller) ?? '');
  return Object.getOwnPropertyNames(prototype).flatMap((key) => {
    const handler = prototype[key];
    const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
    if (handler === undefined || method === undefined) return [];
    const path = [base, String(Reflect.getMetadata(PATH_METADATA, handler))].filter(
      (part) => part && part !== '/',
    );
    const opening = (Reflect.getMetadata(OPEN_TO, handler) ?? Reflect.getMetadata(OPEN_TO, controller)) as
      Opening | undefined;
    return [
      { name: `${RequestMethod[method]} /${path.map((part) => part.replace(/^\//, '')).join('/')}`, opening },
    ];
  });
});

const desk: Role[] = ['central-desk'];
const auditor: Role[] = ['auditor'];
const administrator: Role[] = ['administrator'];

/** Who may call what. A new route needs a row here. */
export const TABLE: Record<string, Opening> = {
  'GET /': ALL_ROLES,
  'GET /sign-in': 'anybody',
  'POST /sign-in': 'anybody',
  'GET /sign-in/code': 'anybody',
  'POST /sign-in/code': 'anybody',
  'GET /sign-in/provider': 'anybody',
  'GET /sign-in/provider/callback': 'anybody',
  'GET /invitation/:token': 'anybody',
  'POST /invitation': 'anybody',
  'POST /sign-out': ALL_ROLES,
  'GET /account': ALL_ROLES,
  'POST /account/sessions/end': ALL_ROLES,
  'POST /account/sessions/:handle/end': ALL_ROLES,
  'GET /account/password': ALL_ROLES,
  'POST /account/password': ALL_ROLES,
  'GET /account/second-factor': ALL_ROLES,
  'POST /account/second-factor': ALL_ROLES,
  'POST /account/second-factor/recovery-codes': ALL_ROLES,
  'POST /account/second-factor/removal': ALL_ROLES,
  'POST /api/v1/sessions': 'anybody',
  'POST /api/v1/sessions/confirmation': ALL_ROLES,
  'GET /confirm-it-is-you': ALL_ROLES,
  'POST /confirm-it-is-you': ALL_ROLES,
  'GET /worklist': ALL_ROLES,
  'GET /api/v1/tasks': ALL_ROLES,
  'GET /cases': CASE_ROLES,
  'GET /api/v1/complaints': CASE_ROLES,
  'GET /api/v1/complaints/:reference': CASE_ROLES,
  'GET /api/v1/complaints/:reference/history': auditor,
  'GET /cases/:reference/history': auditor,
  'GET /export.csv': auditor,
  'GET /cases/:reference': CASE_ROLES,
  'GET /cases/:reference/evidence': CASE_ROLES,
  'POST /cases/:reference/evidence': CASE_ROLES,
  'GET /cases/:reference/evidence/:evidence': CASE_ROLES,
  'GET /cases/:reference/:command': CASE_ROLES,
  'POST /cases/:reference/:command': CASE_ROLES,
  'POST /api/v1/complaints/:reference/commands/:command': CASE_ROLES,
  'GET /retention': ['auditor', 'head-of-agency'],
  'GET /retention/:reference': ['auditor', 'head-of-agency'],
  'POST /retention/:reference/holds': ['auditor', 'head-of-agency'],
  'POST /retention/:reference/holds/:hold/lift': ['auditor', 'head-of-agency'],
  'GET /protections': ['custodian', 'auditor'],
  'GET /protections/:id': CASE_ROLES,
  'GET /api/v1/protections/:id': CASE_ROLES,
  'GET /protections/:id/identity': CASE_ROLES,
  'GET /api/v1/protections/:id/identity': CASE_ROLES,
  'GET /protections/:id/:command': CASE_ROLES,
  'POST /protections/:id/:command': CASE_ROLES,
  'POST /api/v1/protections/:id/commands/:command': CASE_ROLES,
  'GET /personnel-actions': ['custodian'],
  'POST /personnel-actions': ['custodian'],
  'POST /personnel-actions/import': ['custodian'],
  'GET /enter-complaint': desk,
  'POST /enter-complaint': desk,
  'GET /verify-ledger': auditor,
  'POST /verify-ledger': auditor,
  'GET /api/v1/ledger/verification': auditor,
  'GET /ledger': auditor,
  'GET /api/v1/ledger/entries': auditor,
  'GET /api/v1/complaints/:reference/readings': auditor,
  'GET /administration/units': administrator,
  'POST /administration/units': administrator,
  'GET /administration/people': administrator,
  'POST /administration/people': administrator,
  'GET /administration/people/:id': administrator,
  'POST /administration/people/:id': administrator,
  'POST /administration/people/:id/invitation': administrator,
  'POST /administration/people/:id/invitation/withdrawal': administrator,
  'POST /administration/people/:id/reset': administrator,
  'GET /administration/approvals': ['administrator', 'head-of-agency'],
  'POST /administration/approvals/:id/approval': ['administrator', 'head-of-agency'],
  'POST /administration/approvals/:id/refusal': ['administrator', 'head-of-agency'],
  'POST /administration/refused-addresses/:subject/removal': administrator,
  'GET /administration/delegations': administrator,
  'POST /administration/delegations': administrator,
  'POST /administration/delegations/:id/removal': administrator,
  'GET /administration/relationships': administrator,
  'POST /administration/relationships': administrator,
  'POST /administration/relationships/import': administrator,
  'POST /administration/relationships/:id/removal': administrator,
  'GET /administration/holidays': administrator,
  'POST /administration/holidays/preview': administrator,
  'POST /administration/holidays': administrator,
  'GET /administration/policy': ['administrator', 'auditor'],
};

/** Who may read the case below, not handed to a unit yet. */
export const READERS: readonly Role[] = ['central-desk', 'auditor', 'custodian'];

/** One member of staff a role, none of whom has a part in the case below but by that role. */
export const PEOPLE: Record<Role, string> = {
  'central-desk': 'desk-1',
  officer: 'officer-finance-1',
  'head-of-unit': 'head-finance',
  'head-of-agency': 'governor',
  auditor: 'auditor-1',
  custodian: 'custodian-1',
  administrator: 'administrator-1',
};

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
    fields: { staff: 'desk-1', other: 'desk-2', kind: 'collateral', degree: '2' },
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
      .replace(':id', 'desk-1');
  if (path.includes('/:')) throw new Error(`${name} needs an example of its path.`);
  return path;
};
