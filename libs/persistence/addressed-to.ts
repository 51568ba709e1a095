import type { Directory } from '#domain/routing/directory.js';
import type { Viewer } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import type { Parameters } from './parameters.js';
import { type Post, postsOf } from './posts.js';
import { seatsOf } from './seats.js';

/** Whose work is asked for, and the organisation that decides who does what. */
export interface Asker {
  viewer: Viewer;
  directory: Directory;
}

/**
 * Which rows `t` of task, of cases `c` that the viewer may read, the viewer is to do: what is the viewer's own, and what
 * nobody nearer can do any more. A task was written for its holders of that moment; people leave, go on leave and are
 * moved since. So whose it is is decided as the domain's `holdersOf` decides it, here and now, and no task is nobody's.
 */
export function addressedTo({ viewer, directory }: Asker, at: Instant, parameters: Parameters): string {
  const { id, roles, unit } = viewer.self;
  const posts = postsOf(directory, at);
  const officers = posts.filter(({ role }) => role === 'officer');
  const bind = (value: unknown, type: string): string => `${parameters.bind(value)}::${type}`;
  const table = (rows: readonly object[], columns: string): string =>
    `jsonb_to_recordset(${bind(JSON.stringify(rows), 'jsonb')}) AS ${columns}`;
  const membersOf = (some: readonly Post[]): string => {
    const ids = some.map(({ member }) => member);
    return bind(ids, 'text[]');
  };

  const own = `t.person = ${bind(id, 'text')} OR (t.person IS NULL AND t.role = ANY(${bind(roles, 'text[]')})
    AND (t.unit IS NULL OR t.unit = ${bind(unit, 'text')}))`;
  const isOfficerThere = `t.person = ANY(${membersOf(officers)}) AND (c.excluded = '{}' OR NOT EXISTS (
    SELECT 1 FROM ${table(officers, 'o(member text, tokens text[])')}
     WHERE o.member = t.person AND c.excluded && o.tokens))`;
  const isOfficerMine = `t.person = ANY(${membersOf(officers.filter(({ carrier }) => carrier === id))})`;
  const seats = table(
    seatsOf(id, posts, directory),
    's(role text, unit text, tokens text[], before jsonb, "isBehind" boolean)',
  );
  const isMyTurn = `EXISTS (
    SELECT 1 FROM ${seats}
     WHERE s.role = CASE t.role WHEN 'officer' THEN 'head-of-unit' ELSE t.role END
       AND s.unit IS NOT DISTINCT FROM t.unit
       AND NOT (c.excluded && s.tokens) AND NOT (s."isBehind" AND c.excluded = '{}')
       AND NOT EXISTS (
         SELECT 1 FROM jsonb_to_recordset(s.before) AS b(tokens text[], "isHeadOfAgency" boolean)
          WHERE (c.shown_to_head OR NOT b."isHeadOfAgency") AND NOT (c.excluded && b.tokens)))`;
  return `(${own} OR CASE WHEN ${isOfficerThere} THEN ${isOfficerMine} ELSE ${isMyTurn} END)`;
}
