import type { StaffRecord } from '#persistence/staff-store.js';
import type { UnitRecord } from '#persistence/unit-store.js';
import type { ComplaintInput, Subjects } from './complaint-input.js';
import { withoutTitle } from './name-title.js';
import { joined } from './thai-spelling.js';

interface KnownPerson {
  id: string;
  unit: string;
  /** Given name and surname in one, in the one spelling. */
  whole: string;
}

/** The staff and units that complaints are compared with, so ordered that a complaint is read once for them all. */
export interface KnownNames {
  ids: ReadonlySet<string>;
  /** By the first letters of the whole name. */
  wholes: ReadonlyMap<string, readonly KnownPerson[]>;
  /** By given name, by surname. */
  parts: ReadonlyMap<string, readonly KnownPerson[]>;
  positions: ReadonlyMap<string, readonly KnownPerson[]>;
  /** The unit's id by each of its names. */
  units: ReadonlyMap<string, string>;
}

/** Too short a name says nothing. */
const SHORTEST = 4;

function grouped(pairs: Iterable<readonly [string, KnownPerson]>): Map<string, KnownPerson[]> {
  const groups = new Map<string, KnownPerson[]>();
  for (const [key, person] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [person]);
    else group.push(person);
  }
  return groups;
}

/** Prepared once for many complaints. */
export function knownNames(staff: readonly StaffRecord[], units: readonly UnitRecord[]): KnownNames {
  const known = staff
    .filter(({ isActive }) => isActive)
    .map(({ id, name, position, unit }) => {
      const bare = withoutTitle(name);
      const parts = bare.split(/\s+/).map(joined);
      return { person: { id, unit, whole: joined(bare) }, parts, position: joined(position) };
    })
    .filter(({ person }) => person.whole.length >= SHORTEST);
  return {
    ids: new Set(known.map(({ person }) => person.id)),
    wholes: grouped(known.map(({ person }) => [person.whole.slice(0, SHORTEST), person])),
    parts: grouped(
      known.flatMap(({ person, parts }) =>
        parts.filter((part) => part.length > 1).map((part) => [part, person] as const),
      ),
    ),
    positions: grouped(known.map(({ person, position }) => [position, person])),
    // Of two units of one name the first is meant.
    units: new Map(
      units
        .flatMap(({ id, name }) => [id, name.th, name.en].map((one) => [joined(one), id] as const))
        .filter(([name]) => name !== '')
        .reverse(),
    ),
  };
}

/** Whose given name and surname stand in the text, which is in the one spelling. */
function* namedIn(text: string, { wholes }: KnownNames): Generator<KnownPerson> {
  for (let at = 0; at <= text.length - SHORTEST; at++)
    for (const person of wholes.get(text.slice(at, at + SHORTEST)) ?? [])
      if (text.startsWith(person.whole, at)) yield person;
}

/**
 * Whom a complaint names, by fields and in its narrative. Matching errs on the side of keeping people out: a person
 * decides each match later. A unit is accused only where no person of it is.
 */
export function matchSubjects(
  complaint: Pick<ComplaintInput, 'subject' | 'details' | 'place' | 'accused'>,
  known: KnownNames,
): Subjects['matches'] {
  const persons = new Set<string>();
  const units = new Set<string>();

  for (const { name = '', position = '', unit = '', staffId } of complaint.accused ?? []) {
    const unitId = known.units.get(joined(unit));
    if (staffId !== undefined && known.ids.has(staffId)) persons.add(staffId);
    for (const { id } of namedIn(joined(name), known)) persons.add(id);
    // One part of a name alone.
    for (const { id } of known.parts.get(joined(withoutTitle(name))) ?? []) persons.add(id);
    const post = joined(position);
    const holders = (post === '' ? [] : (known.positions.get(post) ?? [])).filter(
      (person) => unitId === undefined || person.unit === unitId,
    );
    // A post that many hold names somebody only together with a unit.
    if (holders.length === 1 || (unitId !== undefined && name === ''))
      for (const { id } of holders) persons.add(id);
    if (unitId !== undefined && name === '' && post === '' && staffId === undefined) units.add(unitId);
  }

  const narrative = joined(`${complaint.subject} ${complaint.details} ${complaint.place ?? ''}`);
  for (const { id } of namedIn(narrative, known)) persons.add(id);
  return { persons: [...persons].sort(), units: [...units].sort() };
}
