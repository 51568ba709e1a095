import { z } from 'zod';
import { CHECK_IN_ANSWERS } from '#domain/protection/protection-event.js';
import type { ProtectionPolicy } from '#domain/protection/protection-policy.js';
import type { Bilingual } from '#domain/policy/policy.js';
import { plainText } from '#web/input/plain-text.schema.js';
import type { Language } from '#web/language/language.js';

const LONGEST = 10_000;

/** What the protected person says, by the page and by the API. */
export const checkInSchema = z
  .strictObject({
    answer: z.enum(CHECK_IN_ANSWERS),
    /** Ids of the pack's acts of retaliation. */
    detriments: z.array(z.string().max(60)).max(20).default([]),
    text: plainText(LONGEST).optional(),
  })
  .meta({ id: 'CheckIn', description: 'harmed: a case of retaliation is opened at once' });
export type CheckInBody = z.output<typeof checkInSchema>;

const HEADING: Bilingual = {
  th: 'ถูกกลั่นแกล้งเพราะร้องเรียน',
  en: 'Retaliation for a complaint',
};
const BY: Bilingual = { th: 'การกระทำ', en: 'Acts' };

/** The words that are sealed: which acts were ticked, and what was written. Ids that the pack lacks are left out. */
export function wordsOf(
  { answer, detriments, text }: CheckInBody,
  policy: ProtectionPolicy,
  language: Language,
): { subject: string; text?: string } {
  const acts = policy.detriments
    .filter(({ id }) => detriments.includes(id))
    .map(({ name }) => name[language]);
  const ticked = answer === 'well' || acts.length === 0 ? [] : [`${BY[language]}: ${acts.join(', ')}`];
  const words = [...ticked, ...(text === undefined ? [] : [text])].join('\n\n');
  return { subject: HEADING[language], ...(words !== '' && { text: words }) };
}
