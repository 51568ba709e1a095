import { z } from 'zod';
import { PERSONNEL_ACTION_KINDS } from '#domain/protection/protection-event.js';
import { day } from '#web/input/day.schema.js';
import { plainText } from '#web/input/plain-text.schema.js';

/** One personnel action as somebody records it. */
export const personnelActionSchema = z.object({
  staff: plainText(60),
  kind: z.enum(PERSONNEL_ACTION_KINDS),
  takenOn: day,
  source: plainText(200),
});
