import type { StaffRecord } from '#persistence/staff-store.js';
import type { UnitRecord } from '#persistence/unit-store.js';
import type { ComplaintInput, Subjects } from './complaint-input.js';

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const ABBREVIATED = String.raw`(?:[ก-ฮ]{1,3}\.\s*)+(?:หญิง\s+)?`;
const RANK = [
  '(?:พล|พัน|ร้อย)(?:ตำรวจ|อากาศ)?(?:เอก|โท|ตรี)',
  '(?:พลเรือ|พลอากาศ|นาวา|เรือ|พันจ่า|จ่า|จ่าสิบ|สิบ)(?:อากาศ|ตำรวจ)?(?:เอก|โท|ตรี)',
  'ดาบตำรวจ',
].join('|');
const TITLES = new RegExp(
  `^(?:${ABBREVIATED}|ว่าที่|(?:${RANK})(?:หญิง\\s+)?|นางสาว|นาย|นาง|คุณ|หม่อมหลวง|หม่อมราชวงศ์|ดอกเตอร์|(?:mr|mrs|ms|miss|dr)\\.?\\s)\\s*`,
);

/** NFKC takes ำ apart; a tone mark typed on either side of the ring is the same word. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(/\u0e4d([\u0e48-\u0e4b])/g, '$1\u0e4d')
    .trim();

/** Without spaces and marks between words: Thai writes a name with or without them. */
const joined = (text: string): string => plain(text).replace(/[\s.,()"'“”-]+/g, '');

/** A title is looked for as typed, ำ whole. */
function withoutTitle(name: string): string {
  let rest = name.normalize('NFC').replace(INVISIBLE, '').toLowerCase().trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(TITLES, '');
  }
  return rest;
}

interface KnownPerson {
  id: string;
  unit: string;
  position: string;
  /** Given name and surname in one; too short a name says nothing. */
  whole: string;
  parts: string[];
}

/** The staff and units that complaints are compared with. */
export interface KnownNames {
  people: KnownPerson[];
  units: { id: string; names: string[] }[];
}

const SHORTEST = 4;

/** Prepared once for many complaints. */
export const knownNames = (staff: readonly StaffRecord[], units: readonly UnitRecord[]): KnownNames => ({
  people: staff
    .filter(({ isActive }) => isActive)
    .map(({ id, name, position, unit }) => {
      const bare = withoutTitle(name);
      return {
        id,
        unit,
        position: joined(position),
        whole: joined(bare),
        parts: bare.split(/\s+/).map(joined),
      };
    })
    .filter(({ whole }) => whole.length >= SHORTEST),
  units: units.map(({ id, name }) => ({ id, names: [id.toLowerCase(), joined(name.th), joined(name.en)] })),
});

/** A name in a field: the whole name, or one part of it alone. */
function isNamed(person: KnownPerson, name: string): boolean {
  const given = joined(withoutTitle(name));
  return (
    joined(name).includes(person.whole) || person.parts.some((part) => part.length > 1 && part === given)
  );
}

function unitNamed(known: KnownNames, unit: string | undefined): string | undefined {
  const given = joined(unit ?? '');
  return given === '' ? undefined : known.units.find(({ names }) => names.includes(given))?.id;
}

/**
 * Whom a complaint names, by fields and in its narrative. Matching errs on the side of keeping people out: a person
 * decides each match later. A unit is accused only where no person of it is.
 */
export function matchSubjects(complaint: ComplaintInput, known: KnownNames): Subjects['matches'] {
  const persons = new Set<string>();
  const units = new Set<string>();

  for (const { name = '', position = '', unit, staffId } of complaint.accused ?? []) {
    const unitId = unitNamed(known, unit);
    for (const person of known.people)
      if (person.id === staffId || (name !== '' && isNamed(person, name))) persons.add(person.id);
    const post = joined(position);
    const holders = known.people.filter(
      (person) => post !== '' && person.position === post && (unitId === undefined || person.unit === unitId),
    );
    // A post that many hold names somebody only together with a unit.
    if (holders.length === 1 || (unitId !== undefined && name === ''))
      for (const { id } of holders) persons.add(id);
    if (unitId !== undefined && name === '' && post === '' && staffId === undefined) units.add(unitId);
  }

  const narrative = joined(`${complaint.subject} ${complaint.details} ${complaint.place ?? ''}`);
  for (const { id, whole } of known.people) if (narrative.includes(whole)) persons.add(id);
  return { persons: [...persons].sort(), units: [...units].sort() };
}
