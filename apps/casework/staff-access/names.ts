import type { Databases } from '#persistence/data-source.js';
import { listStaff } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import type { Language } from '#web/language/language.js';

/** The names behind the ids of people and units; an id that is gone stands for itself. */
export interface Names {
  person(id: string): string;
  unit(id: string): string;
}

export async function readNames({ main: { manager } }: Databases, language: Language): Promise<Names> {
  const people = new Map(
    (await listStaff(manager)).map(({ id, name, position }) => [id, `${name} (${position})`]),
  );
  const units = new Map((await listUnits(manager)).map(({ id, name }) => [id, name[language]]));
  return { person: (id) => people.get(id) ?? id, unit: (id) => units.get(id) ?? id };
}
