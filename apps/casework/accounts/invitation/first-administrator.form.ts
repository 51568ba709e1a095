import { z } from 'zod';
import { nameFields, username } from '../../administration/people/person.form.js';

export const firstAdministratorSchema = z.object({
  username,
  ...nameFields,
  unit: z.string().min(1).max(60),
});
