import { arabicDigits } from '#domain/thai/digits.js';
import type { KnownNames } from './known-names.js';
import type { KnownPerson } from './known-person.js';
import { matchSubjects } from './name-matching.js';
import { withoutTitle } from './name-title.js';
import { parseReference } from './reference.js';
import { joined } from './thai-spelling.js';

/** What an answer to a request for data would tell of others. */
export interface GivenAway {
  /** Ids of the members of staff whom it names. */
  people: string[];
  /** References of cases, as they are given out. */
  references: string[];
}

const REFERENCE = /[A-Z]{2,5}[\s-]*\d{2}[\s-]*[0-9A-Z]{4}[\s-]*[0-9A-Z]{4}/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const BETWEEN_WORDS = /[\s,;:()"“”‘’'/]+/u;
/** Accounts are looked for as such: `governor` is a plain word too. */
const LATIN = /^[\p{Script=Latin}\d]+$/u;

/** Whose given name or surname stands by itself, with a title or without. */
function* namedByPart(words: string, { parts }: KnownNames): Generator<readonly KnownPerson[]> {
  for (const word of words.split(BETWEEN_WORDS)) {
    const part = joined(withoutTitle(word));
    const people = LATIN.test(part) ? undefined : parts.get(part);
    if (people !== undefined) yield people;
  }
}

function referencesIn(words: string): string[] {
  const plain = arabicDigits(words.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .replace(/\p{Pd}/gu, '-');
  return (plain.toUpperCase().match(REFERENCE) ?? []).flatMap((found) => parseReference(found) ?? []);
}

/**
 * What the words name that no answer may: any member of staff but the requester, any case. Errs on the side of finding.
 * `own`: the requester's staff id, null for somebody from outside, and the reference of the request itself.
 */
export function givenAway(
  words: string,
  names: KnownNames,
  own: { staff: string | null; reference: string },
): GivenAway {
  const whole = matchSubjects({ subject: '', details: words }, names).persons;
  // A part that the requester's name shares with another's may well be the requester's.
  const byPart = [...namedByPart(words, names)]
    .filter((people) => people.every(({ id }) => id !== own.staff))
    .flatMap((people) => people.map(({ id }) => id));
  return {
    people: [...new Set([...whole, ...byPart])].filter((id) => id !== own.staff).sort(),
    references: [...new Set(referencesIn(words))].filter((reference) => reference !== own.reference),
  };
}
