import { staffIdOf } from '#domain/complaint/command.js';
import type { Databases } from '#persistence/data-source.js';
import { listStaff } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import type { Language } from '#web/language/language.js';
import type { Translate } from '#web/language/translations.js';

/** The names behind the ids of people and units; an id that is gone stands for itself. */
export interface Names {
  person(id: string): string;
  unit(id: string): string;
}

/** Who did something, as the ledger names them: a member of staff, the complainant or the system. */
export const actorName = (actor: string, names: Names, t: Translate): string =>
  actor.startsWith('staff:') ? names.person(staffIdOf(actor)) : t(`case.by.${actor}`);

export async function readNames({ main: { manager } }: Databases, language: Language): Promise<Names> {
  const people = new Map(
    (await listStaff(manager)).map(({ id, name, position }) => [id, `${name} (${position})`]),
  );
  const units = new Map((await listUnits(manager)).map(({ id, name }) => [id, name[language]]));
  return { person: (id) => people.get(id) ?? id, unit: (id) => units.get(id) ?? id };
}
