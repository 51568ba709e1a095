import { z } from 'zod';
import { ANSWER_KINDS } from '#domain/data-request/data-request-command.js';
import { words } from '../commands/words.schema.js';

const sent = {
  key: z.string().regex(/^[\w-]{20,128}$/),
  /** The version that the page showed. */
  seen: z.coerce.number().int().min(1),
};

/** What the forms of a request for data send: words still as words. `staff` empty: the requester is not of the staff. */
export const identitySchema = z.object({ how: words, staff: z.string().max(60).default(''), ...sent });
export const answerSchema = z.object({ kind: z.enum(ANSWER_KINDS), answer: words, ...sent });
export const approvalSchema = z.object(sent);
export const returnSchema = z.object({ reason: words, ...sent });
