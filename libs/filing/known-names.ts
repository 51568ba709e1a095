import type { Bilingual } from '#domain/policy/policy.js';
import type { FormerNaming } from '#persistence/former-naming-store.js';
import type { StaffRecord } from '#persistence/staff-store.js';
import type { UnitRecord } from '#persistence/unit-store.js';
import type { KnownPerson } from './known-person.js';
import { withoutTitle } from './name-title.js';
import { namedByPost, type PostsHeld, postsHeld } from './posts-held.js';
import { isAnybodys } from './post-spelling.js';
import { joined, respelt } from './thai-spelling.js';

/** What is looked for in texts, in the one spelling. */
export type KnownName = { text: string } & (
  | {
      of: 'whole' | 'given-name' | 'surname';
      person: KnownPerson;
      /** It stands in the name of a unit or of a post too, as พัฒนา may. */
      isWord: boolean;
    }
  | { of: 'post'; person: KnownPerson }
  | { of: 'unit'; unit: string }
);

/** The staff and units that complaints are compared with, so ordered that a text is read once for them all. */
export interface KnownNames {
  people: ReadonlyMap<string, KnownPerson>;
  /** By the first letters: whole names, given names, surnames, units, posts of one person. */
  names: ReadonlyMap<string, readonly KnownName[]>;
  /** By given name, by surname, however short; by id and user name. */
  parts: ReadonlyMap<string, readonly KnownPerson[]>;
  /** By ids and user names that are no plain word. */
  accounts: ReadonlyMap<string, KnownPerson>;
  posts: PostsHeld;
  /** The unit's id by each of its names; null is the agency itself. */
  units: ReadonlyMap<string, string | null>;
  /** For each unit, those above it. */
  above: ReadonlyMap<string, readonly string[]>;
}

/** Too short a name says nothing. */
const SHORTEST = 4;
const SHORTEST_OF_UNIT = 6;
/** Longer than หัวหน้ากลุ่มงาน, which says nothing in a narrative; a post that names the province may be shorter. */
const SHORTEST_OF_POST = 16;
/** A unit's name without the province's: longer than สำนักงาน. */
const SHORTEST_WITHOUT_PROVINCE = 10;
/** `desk-2` and `somchai.j`, but not `governor`. */
const ACCOUNT = /^(?=.*\p{L})(?=.*[^\p{L}\p{M}])/u;

function grouped<T>(pairs: Iterable<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, one] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** Given name, surname and whatever stands between, in letters alone. */
const partsOf = (name: string): string[] => withoutTitle(name).split(/\s+/).map(joined);

/** The unit and those above it, short of the agency itself, which is a unit above others and under none. */
function unitsUpward(units: readonly UnitRecord[]): (id: string) => string[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const parents = new Set(units.map(({ parent }) => parent));
  return (id) => {
    const path: string[] = [];
    for (let unit = byId.get(id); unit !== undefined && !path.includes(unit.id);) {
      if (unit.parent === null && parents.has(unit.id)) break;
      path.push(unit.id);
      unit = byId.get(unit.parent ?? '');
    }
    return path;
  };
}

/** The names of a unit: as in the directory, and without the province's, in each language. */
function namesOfUnit({ name }: UnitRecord, province: Bilingual | undefined): string[] {
  const [th, en] = [joined(name.th), joined(name.en)];
  const [ofTh, ofEn] = [joined(province?.th ?? ''), joined(province?.en ?? '')];
  const shorter =
    ofTh === '' || ofEn === ''
      ? []
      : [th.replace(ofTh, ''), th.replace(joined('จังหวัด') + ofTh, ''), en.replace(ofEn, '')];
  return [...new Set([th, en, ...shorter.filter((one) => one.length >= SHORTEST_WITHOUT_PROVINCE)])].filter(
    (one) => one !== '',
  );
}

/** Prepared once for many complaints, which may be about former members of staff, and call people by former names and posts. */
export function knownNames(
  staff: readonly StaffRecord[],
  units: readonly UnitRecord[],
  province?: Bilingual,
  former: readonly FormerNaming[] = [],
): KnownNames {
  const upward = unitsUpward(units);
  const unitNames = units.flatMap((unit) =>
    namesOfUnit(unit, province).map((text) => ({ text, unit: upward(unit.id)[0] ?? null })),
  );
  const formerOf = grouped(former.map((one) => [one.staff, one] as const));
  const known = staff.flatMap(({ id, username, name, position, unit, isActive }) => {
    const person: KnownPerson = { id, units: upward(unit) };
    const accounts = [id, username].map(respelt);
    const earlier = (formerOf.get(id) ?? []).map((one) => ({
      ...{ person, accounts: [], position: one.position, isNow: false },
      parts: one.name === name ? [] : partsOf(one.name),
    }));
    return [{ person, accounts, position, isNow: isActive, parts: partsOf(name) }, ...earlier];
  });
  const titles = new Set([
    ...unitNames.map(({ text }) => text),
    ...known.map(({ position }) => joined(position)),
  ]);
  const words = [...titles].join('\n');
  const names = known.flatMap(({ person, parts }): KnownName[] => {
    const wholes = new Set([parts.join(''), [...parts].reverse().join('')]);
    return [
      ...[...wholes].map((whole) => ({ text: whole, of: 'whole' as const, person, isWord: false })),
      ...parts.map((part, index) => ({
        text: part,
        of: index === 0 ? ('given-name' as const) : ('surname' as const),
        person,
        isWord: words.includes(part),
      })),
    ].filter((name) => name.text.length >= SHORTEST);
  });
  const ofUnits = unitNames.flatMap(({ text, unit }): KnownName[] =>
    unit === null || text.length < SHORTEST_OF_UNIT ? [] : [{ text, of: 'unit', unit }],
  );
  const posts = postsHeld(known);
  const saysWhere = (post: string): boolean =>
    !isAnybodys(post) &&
    (post.length >= SHORTEST_OF_POST || (province !== undefined && post.includes(joined(province.th))));
  const ofPosts = [...posts].flatMap(([text, holders]): KnownName[] =>
    saysWhere(text) ? namedByPost(holders).map((person) => ({ text, of: 'post', person })) : [],
  );
  return {
    people: new Map(known.map(({ person }) => [person.id, person])),
    names: grouped(
      [...names, ...ofUnits, ...ofPosts].map((name) => [name.text.slice(0, SHORTEST), name] as const),
    ),
    parts: grouped(
      known.flatMap(({ person, parts, accounts }) =>
        [...new Set([...parts, ...accounts.map(joined)])]
          .filter((part) => part.length > 1)
          .map((part) => [part, person] as const),
      ),
    ),
    accounts: new Map(
      known.flatMap(({ person, accounts }) =>
        accounts.filter((account) => ACCOUNT.test(account)).map((account) => [account, person] as const),
      ),
    ),
    posts,
    // Of two units of one name the first is meant.
    units: new Map(
      [...unitNames, ...units.map(({ id }) => ({ text: joined(id), unit: upward(id)[0] ?? null }))]
        .map(({ text, unit }) => [text, unit] as const)
        .reverse(),
    ),
    above: new Map(units.map(({ id }) => [id, upward(id).slice(1)])),
  };
}

/** Where in the text, which is in the one spelling, which name stands. */
export function* standing(text: string, { names }: KnownNames): Generator<{ name: KnownName; at: number }> {
  for (let at = 0; at <= text.length - SHORTEST; at++)
    for (const name of names.get(text.slice(at, at + SHORTEST)) ?? [])
      if (text.startsWith(name.text, at)) yield { name, at };
}
