import { z } from 'zod';
import { plainText } from '#web/input/plain-text.schema.js';
import { words } from '../commands/words.schema.js';

const seen = { key: z.string().regex(/^[\w-]{20,128}$/) };

/** What a hold on a destruction takes, and what lifting it, or asking for an opening, takes: words still as words. */
export const holdSchema = z.object({ ground: plainText(60), reason: words, ...seen });
export const reasonSchema = z.object({ reason: words, ...seen });

/** Deciding on the opening of what was sealed early. */
export const openingDecisionSchema = z.object({ approved: z.enum(['yes', 'no']), reason: words, ...seen });
