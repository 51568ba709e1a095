import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from '#domain/policy/role.js';
import type { Directory } from '#domain/routing/directory.js';
import { viewerOf, type Viewer } from '#domain/routing/person.js';
import { readDirectory } from '#persistence/directory-store.js';
import { findStaff, type StaffRecord } from '#persistence/staff-store.js';
import { requestedLanguage, type Language } from '#web/language/language.js';
import { tokensOf, type Casework } from '../casework.js';

/** Who makes this request, and what routing knows of the agency at this moment. */
export interface SignedIn {
  staff: StaffRecord;
  viewer: Viewer;
  directory: Directory;
  language: Language;
}

declare module 'express-serve-static-core' {
  interface Request {
    signedIn?: SignedIn;
  }
}

/** Null when there is no such active account: a session outlives the account that made it by nothing. */
export async function signedInAs(casework: Casework, id: string, request: Request): Promise<SignedIn | null> {
  const { manager } = casework.databases.main;
  const staff = await findStaff(manager, id);
  if (staff === null || !staff.isActive) return null;
  const directory = await readDirectory(manager, tokensOf(casework));
  const viewer = viewerOf(directory, id, casework.time.now());
  return viewer === null ? null : { staff, viewer, directory, language: requestedLanguage(request) };
}

/** The person's own roles and those of colleagues covered today. Administration is never handed over by covering. */
export const rolesOf = ({ viewer: { self, covers } }: SignedIn): Role[] => [
  ...new Set([
    ...self.roles,
    ...covers.flatMap(({ roles }) => roles.filter((role) => role !== 'administrator')),
  ]),
];

/** Whether a role that the person has, or covers for, asks for a second factor. */
export const needsSecondFactor = ({ settings }: Pick<Casework, 'settings'>, signedIn: SignedIn): boolean =>
  rolesOf(signedIn).some((role) => settings.secondFactorRoles.includes(role));

/** The signed-in person of a request to a route that `OpenTo` opens to roles. */
export function signedInOf({ signedIn }: Request): SignedIn {
  if (signedIn === undefined)
    throw new Error('A signed-in person is known on routes that are opened to roles.');
  return signedIn;
}

/** The signed-in person, as a parameter. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn =>
  signedInOf(context.switchToHttp().getRequest<Request>()),
);
