import type { Accused, ComplaintInput, Subjects } from './complaint-input.js';
import { type KnownNames, type KnownPerson, standing } from './known-names.js';
import { withoutTitle } from './name-title.js';
import { joined, lettersOf, respelt } from './thai-spelling.js';
import { unitsNamed } from './unit-matching.js';

/** Where a complaint, or what its complainant writes later, may name somebody. */
export type NamingWords = Pick<ComplaintInput, 'subject' | 'details' | 'place' | 'accused'>;

/** How many letters may stand between somebody's given name and unit, as ทำงานอยู่ที่ does. */
const BETWEEN = 20;
/** The dot of an abbreviation ends no sentence. */
const SENTENCE_END = /[\r\n!?]+|(?<=[^\s.]{4})\.(?=\s)/;
const ACCOUNT = /[\p{Script=Latin}\d]+(?:[._-]+[\p{Script=Latin}\d]+)*/gu;

/** Whose id or user name stands in the text, which is respelt, as a whole word. */
function* accountsIn(spelt: string, { accounts }: KnownNames): Generator<KnownPerson> {
  for (const [word] of spelt.replace(/\p{Pd}/gu, '-').matchAll(ACCOUNT)) {
    const person = accounts.get(word);
    if (person !== undefined) yield person;
  }
}

/** Whom one entry of the accused names, in whichever field. */
function* namedAs(entry: Accused, units: readonly string[], known: KnownNames): Generator<KnownPerson> {
  const { name = '', position = '', unit = '', staffId } = entry;
  const given = staffId === undefined ? undefined : known.people.get(staffId);
  if (given !== undefined) yield given;
  for (const field of [name, position, unit]) {
    const spelt = respelt(field);
    yield* accountsIn(spelt, known);
    for (const { name: found } of standing(lettersOf(spelt), known))
      if (found.of !== 'unit' && (field === name || !found.isWord)) yield found.person;
  }
  // However short.
  yield* known.parts.get(joined(withoutTitle(name))) ?? [];

  const post = joined(position);
  const holders = post === '' ? [] : (known.positions.get(post) ?? []);
  const there = holders.filter((person) => person.units.some((id) => units.includes(id)));
  // A post that many hold names somebody only together with a unit.
  if (holders.length === 1) yield* holders;
  if (there.length === 1 || name === '') yield* there;
}

/** Whom the narrative names: whole, by account, or by given name beside the unit. One pass. */
function* namedInNarrative(
  { subject, details, place = '' }: NamingWords,
  known: KnownNames,
): Generator<KnownPerson> {
  const ends: number[] = [];
  let text = '';
  for (const sentence of [subject, details, place].flatMap((part) => part.split(SENTENCE_END))) {
    const spelt = respelt(sentence);
    yield* accountsIn(spelt, known);
    text += lettersOf(spelt);
    ends.push(text.length);
  }
  const people: { at: number; end: number; person: KnownPerson }[] = [];
  const units: { at: number; end: number; unit: string }[] = [];
  for (const { name, at } of standing(text, known)) {
    const end = at + name.text.length;
    if (name.of === 'whole') yield name.person;
    else if (name.of === 'unit') units.push({ at, end, unit: name.unit });
    else if (name.of === 'given-name' && !name.isWord) people.push({ at, end, person: name.person });
  }
  for (const one of people)
    for (const other of units) {
      const [from, to] = one.at < other.at ? [one.end, other.at] : [other.end, one.at];
      const isBeside = from <= to && to <= from + BETWEEN && !ends.some((end) => from <= end && end <= to);
      if (isBeside && one.person.units.includes(other.unit)) yield one.person;
    }
}

/**
 * Whom a complaint names, by fields and in its narrative. Matching errs on the side of keeping people out: a person
 * decides each match later. A unit is accused where an entry names it and nobody of it.
 */
export function matchSubjects(complaint: NamingWords, known: KnownNames): Subjects['matches'] {
  const persons = new Set<string>();
  const units = new Set<string>();
  for (const entry of complaint.accused ?? []) {
    const named = unitsNamed(entry, known);
    const people = [...namedAs(entry, named, known)];
    for (const { id } of people) persons.add(id);
    for (const unit of named) if (!people.some((person) => person.units.includes(unit))) units.add(unit);
  }
  for (const { id } of namedInNarrative(complaint, known)) persons.add(id);
  return { persons: [...persons].sort(), units: [...units].sort() };
}
