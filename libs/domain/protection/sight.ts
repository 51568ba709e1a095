import { relationsTo } from '../access/may-read.js';
import type { Relation } from '../access/relation.js';
import type { Viewer } from '../routing/person.js';
import type { Instant } from '../time/instant.js';
import { holdersApart, isForSecondPerson } from './holders.js';
import type { ProtectionContext } from './protection-context.js';
import type { ProtectionEvent } from './protection-event.js';
import type { ProtectionState } from './protection-state.js';

/** How much of a protection somebody sees. */
export interface Sight {
  /** All of it: whoever protects, and the auditor. */
  isWhole: boolean;
  /** The person protects: reads all words. The auditor reads codes, everybody else what is their own. */
  protects: boolean;
  /** Otherwise these measures: the person's own. */
  measures: number[];
  /** And these requests: the person's own, and those that a second person decides. */
  accesses: number[];
}

const ASKING: readonly Relation[] = ['assigned-officer', 'central-desk', 'head-of-agency', 'custodian'];

/** Only who is sealed can be asked for. */
const hasSealedIdentity = ({ person, identityMode }: ProtectionState): boolean =>
  person === 'complainant' && identityMode === 'confidential';

/**
 * What of the protection exists for the viewer at `at`. Null: none of it. To whom the case does not exist, the accused
 * first of all, no protection in it does.
 */
export function sightOf(
  viewer: Viewer,
  state: ProtectionState,
  context: Pick<ProtectionContext, 'complaint' | 'directory'>,
  at: Instant,
): Sight | null {
  const relations = relationsTo(viewer, context.complaint);
  if (relations.length === 0) return null;
  const { id } = viewer.self;
  const protects = holdersApart('custodian', null, context, at)?.people.some((one) => one.id === id) ?? false;
  const measures = state.measures.filter(({ owner }) => owner === id).map(({ measure }) => measure);
  const accesses = state.accesses
    .filter(({ by }) => by === id || isForSecondPerson(id, by, context, at))
    .map(({ access }) => access);
  const mayAsk = hasSealedIdentity(state) && relations.some((relation) => ASKING.includes(relation));
  const isWhole = protects || relations.includes('auditor');
  const isPartly = mayAsk || measures.length > 0 || accesses.length > 0;
  if (!isWhole && !isPartly) return null;
  return { isWhole, protects, measures, accesses };
}

/** Whether the event tells only of what the sight holds. */
export function isInSight({ body }: Pick<ProtectionEvent, 'body'>, sight: Sight): boolean {
  if (sight.isWhole) return true;
  if ('access' in body) return sight.accesses.includes(body.access);
  return 'measure' in body && sight.measures.includes(body.measure);
}

/** Whether the person may read what was written with the event. */
export const areWordsInSight = (event: Pick<ProtectionEvent, 'body'>, sight: Sight): boolean =>
  isInSight(event, { ...sight, isWhole: sight.protects });

/** What comes near to telling who the person is. */
type Telling = 'isStaff' | 'employment' | 'sharedVersion' | 'mayBeMailed' | 'version' | 'lastEventAt';
/** A protection as somebody sees it: without what tells of the person unless they see it whole. */
export type SeenWithin = Omit<ProtectionState, Telling> & Partial<Pick<ProtectionState, Telling>>;

/** The state with the measures and requests in sight; all else is left for whoever sees it whole. */
export function withinSight(state: ProtectionState, sight: Sight): SeenWithin {
  if (sight.isWhole) return state;
  const { id, reference, person, identityMode, policyHash, endedAt } = state;
  return {
    id,
    reference,
    person,
    identityMode,
    policyHash,
    actedVersion: state.sharedVersion ?? state.actedVersion,
    endedAt,
    risk: null,
    checkIns: [],
    personnelActions: [],
    clocks: [],
    escalatedTo: [],
    measures: state.measures.filter(({ measure }) => sight.measures.includes(measure)),
    accesses: state.accesses.filter(({ access }) => sight.accesses.includes(access)),
  };
}
