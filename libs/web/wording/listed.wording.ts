import type { Bilingual } from '#domain/policy/policy.js';
import type { Language } from '../language/language.js';

/** The name of an entry of the pack; its id where the pack has it no longer. */
export const listedName = (
  list: readonly { id: string; name: Bilingual }[],
  id: string,
  language: Language,
): string => list.find((one) => one.id === id)?.name[language] ?? id;

/** The code that goes by that name in either language, or is typed itself; undefined where there is none. */
export function codeNamed<Code extends string>(
  wording: Readonly<Record<Code, Bilingual>>,
  typed: string,
): Code | undefined {
  const wanted = typed.trim().toLowerCase();
  return (Object.keys(wording) as Code[]).find((code) =>
    [code, wording[code].th, wording[code].en.toLowerCase()].includes(wanted),
  );
}
