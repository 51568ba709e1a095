import { z } from 'zod';
import { plainText } from '#web/input/plain-text.schema.js';
import { words } from '../commands/words.schema.js';

const seen = { key: z.string().regex(/^[\w-]{20,128}$/) };

/** What a hold on a destruction takes, and what lifting it takes: words still as words. */
export const holdSchema = z.object({ ground: plainText(60), reason: words, ...seen });
export const liftingSchema = z.object({ reason: words, ...seen });
