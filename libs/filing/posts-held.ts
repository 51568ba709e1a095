import type { KnownPerson } from './known-person.js';
import { beginsPost, postOf, spellingsOfPost } from './post-spelling.js';

/** Who holds a post now, and who did. */
interface Holders {
  now: Set<KnownPerson>;
  before: Set<KnownPerson>;
}

/** By each spelling of the post, in letters alone. */
export type PostsHeld = ReadonlyMap<string, Holders>;

/** Of each person the posts, and whether they hold them now. */
export function postsHeld(
  held: Iterable<{ person: KnownPerson; position: string; isNow: boolean }>,
): PostsHeld {
  const posts = new Map<string, Holders>();
  for (const { person, position, isNow } of held)
    for (const spelling of spellingsOfPost(position)) {
      const holders = posts.get(spelling) ?? { now: new Set(), before: new Set() };
      posts.set(spelling, holders);
      (isNow ? holders.now : holders.before).add(person);
    }
  return posts;
}

/** Whom a post names by itself: the one who holds it, and the one who held it; of several none. */
export const namedByPost = ({ now, before }: Holders): KnownPerson[] => [
  ...(now.size === 1 ? now : []),
  ...(before.size === 1 ? before : []),
];

/** Who may be meant by the post that a field gives: as it is written, or the one head's that begins so. */
export function holdersOf(written: string, posts: PostsHeld): { sole: KnownPerson[]; all: KnownPerson[] } {
  const post = postOf(written);
  const exact = posts.get(post);
  if (exact !== undefined) return { sole: namedByPost(exact), all: [...exact.now, ...exact.before] };
  const begun = [...posts].filter(([spelling]) => beginsPost(post, spelling)).map(([, holders]) => holders);
  const now = new Set(begun.flatMap((holders) => [...holders.now]));
  const before = new Set(begun.flatMap((holders) => [...holders.before]));
  return { sole: namedByPost({ now, before }), all: [...now, ...before] };
}
