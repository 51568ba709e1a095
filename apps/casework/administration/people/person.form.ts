import { z } from 'zod';
import { ROLES } from '#domain/policy/role.js';
import { plainText } from '#web/input/plain-text.schema.js';

/** The regimes that personnel law keeps apart; an agency may add its own. */
export const REGIMES = ['ocsc', 'bma', 'teacher', 'police', 'local', 'employee'] as const;

export const username = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9._-]{1,40}$/);
export const nameFields = { name: plainText(200), position: plainText(200), email: z.email().max(200) };

const fields = {
  ...nameFields,
  unit: z.string().min(1).max(60),
  roles: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => [given ?? []].flat())
    .pipe(z.array(z.enum(ROLES))),
  personnelRegime: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  isActive: z
    .string()
    .optional()
    .transform((text) => text === 'yes'),
};

export const changedPersonSchema = z.object(fields);
export const newPersonSchema = z.object({ username, ...fields });
