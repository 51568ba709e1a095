import { SetMetadata } from '@nestjs/common';
import type { Role } from '#domain/policy/role.js';

export const OPEN_TO = 'open-to';
export type Opening = 'anybody' | readonly Role[];

/** All who have a part in cases; the administrator has none. */
export const CASE_ROLES = [
  'central-desk',
  'officer',
  'head-of-unit',
  'head-of-agency',
  'auditor',
  'custodian',
] as const satisfies readonly Role[];
export const ALL_ROLES = [...CASE_ROLES, 'administrator'] as const satisfies readonly Role[];

/** Who may call the route. A route that says nothing is closed to all. */
export const OpenTo = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(OPEN_TO, roles);

/** For the sign-in page, health and the API's description. */
export const OpenToAnybody = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN_TO, 'anybody');
