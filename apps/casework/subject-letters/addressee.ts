import type { Directory } from '#domain/routing/directory.js';
import type { Token } from '#domain/routing/token.js';
import type { Language } from '#web/language/language.js';
import { NOT_STAFF } from '../commands/staff-command.js';
import type { Names } from '../staff-access/names.js';
import { CHOICE_WORDING } from '../wording/command-wording.js';

export interface NamesOfCase extends Names {
  /** To whom a letter about the case went; null stands for all who are not of the staff. */
  addressee(person: Token | null): string;
  /** Of whom it was decided whether the complaint names them: a person or a unit. */
  matched(token: Token): string;
}

/** The names that the history of a case shows: of a case that was sealed, none of those whom it accused. */
export function namesOfCase(
  names: Names,
  { people, units }: Directory,
  language: Language,
  isSealed: boolean,
): NamesOfCase {
  const addressee = (person: Token | null): string => {
    if (isSealed) return '';
    if (person === null) return CHOICE_WORDING[NOT_STAFF]?.[language] ?? '';
    const found = people.find(({ token }) => token === person);
    return found === undefined ? '' : names.person(found.id);
  };
  const matched = (token: Token): string => {
    const unit = isSealed ? undefined : units.find((one) => one.token === token);
    return unit === undefined ? addressee(token) : names.unit(unit.id);
  };
  return { ...names, addressee, matched };
}
