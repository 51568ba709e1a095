import type { Bilingual } from '#domain/policy/policy.js';
import type { Language } from '../language/language.js';

/** The name of an entry of the pack; its id where the pack has it no longer. */
export const listedName = (
  list: readonly { id: string; name: Bilingual }[],
  id: string,
  language: Language,
): string => list.find((one) => one.id === id)?.name[language] ?? id;
