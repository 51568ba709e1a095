import { z } from 'zod';

/** A day in ISO form, of the years in which a case can be; the calendar of a database begins and ends elsewhere. */
export const day = z.iso.date().regex(/^(?:19|2\d)\d\d/);
