import type { Token } from '#domain/routing/token.js';
import type { Role } from '#domain/policy/role.js';
import type { Directory } from '#domain/routing/directory.js';
import type { Post } from './posts.js';

/** Where a person stands to the tasks of a role (in a unit): in turn once everybody before is kept out of the case. */
export interface Seat {
  role: Role;
  unit: string | null;
  /** The person's own part is void in a case that keeps out one of these. */
  tokens: Token[];
  before: { tokens: Token[]; isHeadOfAgency: boolean }[];
  /** Somebody before is there in every case that keeps out nobody; the head of agency is not, before a case is shown. */
  isBehind: boolean;
}

type Duty = Pick<Seat, 'role' | 'unit'>;

const dutiesOf = ({ units }: Directory): Duty[] => [
  ...(['central-desk', 'head-of-agency', 'auditor'] as const).map((role) => ({ role, unit: null })),
  ...units.map(({ id }) => ({ role: 'head-of-unit' as const, unit: id })),
];

const ABOVE_ALL_UNITS = 1_000_000;

/** How far from the duty the post stands, the nearest first; null when the duty never comes to it. */
function distance(duty: Duty, post: Post): number | null {
  const isHead = duty.role === 'head-of-unit' && post.role === 'head-of-unit';
  // Of the units above another, the nearest has the fewest below it.
  if (isHead) return post.below.includes(duty.unit ?? '') ? post.below.length : null;
  const waiting = post.waits ? 0.5 : 0;
  if (post.role === duty.role) return waiting;
  if (post.role === 'head-of-agency' && duty.role !== 'auditor') return ABOVE_ALL_UNITS + waiting;
  return post.role === 'auditor' ? ABOVE_ALL_UNITS + 1 + waiting : null;
}

/** The person's seats, by the posts of everybody. */
export function seatsOf(person: string, posts: readonly Post[], directory: Directory): Seat[] {
  return dutiesOf(directory).flatMap((duty) => {
    const ladder = posts.flatMap((post) => {
      const at = distance(duty, post);
      return at === null ? [] : [{ post, at }];
    });
    return ladder
      .filter(({ post }) => post.carrier === person)
      .map(({ post, at }) => {
        const before = ladder
          .filter((other) => other.at < at)
          .map(({ post: { tokens, role } }) => ({ tokens, isHeadOfAgency: role === 'head-of-agency' }));
        const isBehind = before.some(({ isHeadOfAgency }) => !isHeadOfAgency);
        return { ...duty, tokens: post.tokens, before, isBehind };
      });
  });
}
