import type { Accused, ComplaintInput, Subjects } from './complaint-input.js';
import { type KnownNames, standing } from './known-names.js';
import type { KnownPerson } from './known-person.js';
import { withoutTitle } from './name-title.js';
import { isDeputys, postsWrittenOut } from './post-spelling.js';
import { holdersOf } from './posts-held.js';
import { lettersOf, respelt, withoutAsides } from './thai-spelling.js';
import { unitsNamed } from './unit-matching.js';

/** Where a complaint, or what its complainant writes later, may name somebody. */
export type NamingWords = Pick<ComplaintInput, 'subject' | 'details' | 'place' | 'accused'>;

/** How many letters may stand between somebody's given name and unit, as ทำงานอยู่ที่ does. */
const BETWEEN = 20;
/** The dot of an abbreviation ends no sentence. */
const SENTENCE_END = /[\r\n!?]+|(?<=[^\s.]{4})\.(?=\s)/;
/** What stands before whom a letter is addressed to, at the beginning of a sentence. */
const ADDRESSED = /^(?:(?:กราบ|ขอ)?เรียน|ถึง)(?:ท่าน)?$/;
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
    for (const text of waysToRead([spelt]).map(([one = '']) => lettersOf(postsWrittenOut(one))))
      for (const { name: found, at } of standing(text, known)) {
        if (found.of === 'unit') continue;
        if (found.of === 'post' ? !isDeputys(text, at) : field === name || !found.isWord) yield found.person;
      }
  }
  // However short.
  for (const [bare = ''] of waysToRead([withoutTitle(name)])) yield* known.parts.get(lettersOf(bare)) ?? [];
  yield* holdersOf(name, known.posts).sole;

  const holders = holdersOf(position, known.posts);
  const there = holders.all.filter((person) => person.units.some((id) => units.includes(id)));
  // A post that many hold names somebody only together with a unit.
  yield* holders.sole;
  if (there.length === 1 || name === '') yield* there;
}

/** The sentences as they are and, where any has brackets, without what is in them, which may be a nickname or a name. */
function waysToRead(sentences: string[]): string[][] {
  const bare = sentences.map(withoutAsides);
  return bare.some((sentence, at) => sentence !== sentences[at]) ? [sentences, bare] : [sentences];
}

/** Whom the narrative names: whole, by account, by a post that one person holds, or by given name beside the unit. */
function* namedInNarrative(
  { subject, details, place = '' }: NamingWords,
  known: KnownNames,
): Generator<KnownPerson> {
  const sentences = [subject, details, place].flatMap((part) => part.split(SENTENCE_END)).map(respelt);
  for (const sentence of sentences) yield* accountsIn(sentence, known);
  for (const way of waysToRead(sentences)) yield* namedInSentences(way, known);
}

/** One pass over sentences in the one spelling. */
function* namedInSentences(sentences: readonly string[], known: KnownNames): Generator<KnownPerson> {
  const ends: number[] = [];
  let text = '';
  for (const sentence of sentences) {
    text += lettersOf(postsWrittenOut(sentence));
    ends.push(text.length);
  }
  const isAddressed = (at: number): boolean =>
    ADDRESSED.test(text.slice(Math.max(0, ...ends.filter((end) => end <= at)), at));
  const people: { at: number; end: number; person: KnownPerson }[] = [];
  const units: { at: number; end: number; unit: string }[] = [];
  for (const { name, at } of standing(text, known)) {
    const end = at + name.text.length;
    if (name.of === 'whole') yield name.person;
    else if (name.of === 'post' && !isDeputys(text, at) && !isAddressed(at)) yield name.person;
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
