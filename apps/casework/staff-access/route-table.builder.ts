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
  'GET /cases/:reference/letters/:seq': CASE_ROLES,
  'GET /cases/:reference/package': CASE_ROLES,
  'POST /cases/:reference/package': CASE_ROLES,
  'GET /cases/:reference/:command': CASE_ROLES,
  'POST /cases/:reference/:command': CASE_ROLES,
  'POST /api/v1/complaints/:reference/commands/:command': CASE_ROLES,
  'GET /retention': ['auditor', 'head-of-agency'],
  'GET /retention/:reference': ['auditor', 'head-of-agency'],
  'POST /retention/:reference/holds': ['auditor', 'head-of-agency'],
  'POST /retention/:reference/holds/:hold/lift': ['auditor', 'head-of-agency'],
  'POST /retention/:reference/opening': ['auditor', 'head-of-agency'],
  'POST /retention/:reference/opening/decision': ['auditor', 'head-of-agency'],
  'GET /data-requests': ['custodian', 'auditor'],
  // To whoever has no part in a request it does not exist.
  'GET /data-requests/:id': ALL_ROLES,
  'POST /data-requests/:id/identity': ALL_ROLES,
  'POST /data-requests/:id/answer': ALL_ROLES,
  'POST /data-requests/:id/approval': ALL_ROLES,
  'POST /data-requests/:id/return': ALL_ROLES,
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
