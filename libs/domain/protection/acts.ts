import { relationsTo } from '../access/may-read.js';
import type { Relation } from '../access/relation.js';
import { viewerOf } from '../routing/person.js';
import type { Instant } from '../time/instant.js';
import { holdersApart, isForSecondPerson } from './holders.js';
import type { ProtectionCommand, ProtectionCommandName, ProtectionParams } from './protection-command.js';
import type { ProtectionContext } from './protection-context.js';
import type { ProtectionState } from './protection-state.js';

type Context = Pick<ProtectionContext, 'complaint' | 'directory'>;
type MayAct<N extends ProtectionCommandName> = (
  staff: string,
  params: ProtectionParams[N],
  state: ProtectionState,
  context: Context,
  at: Instant,
) => boolean;

/** A custodian whom the case does not keep out; the head of agency where none is left. */
const protects: MayAct<ProtectionCommandName> = (staff, _, __, context, at) =>
  holdersApart('custodian', null, context, at)?.people.some(({ id }) => id === staff) ?? false;

const standsAs =
  (...wanted: Relation[]): MayAct<ProtectionCommandName> =>
  (staff, _, __, { complaint, directory }, at) => {
    const viewer = viewerOf(directory, staff, at);
    return viewer !== null && relationsTo(viewer, complaint).some((relation) => wanted.includes(relation));
  };

const isApartFromAsker: MayAct<'decide-access' | 'bar-telling' | 'review-emergency'> = (
  staff,
  { access },
  { accesses },
  context,
  at,
) => {
  const asker = accesses.find((one) => one.access === access)?.by;
  return asker !== undefined && isForSecondPerson(staff, asker, context, at);
};

const ownsOrProtects: MayAct<'prove-measure' | 'end-measure'> = (staff, params, state, context, at) =>
  state.measures.some(({ measure, owner }) => measure === params.measure && owner === staff) ||
  protects(staff, params, state, context, at);

/** Which member of staff may give each command, the state permitting. A command that is not here is nobody's of the staff. */
const STAFF_ACTS: { [N in ProtectionCommandName]?: MayAct<N> } = {
  'assess-risk': protects,
  'begin-measure': protects,
  'prove-measure': ownsOrProtects,
  'end-measure': ownsOrProtects,
  'write-to-person': protects,
  'record-contact': protects,
  'judge-personnel-action': protects,
  'ask-for-identity': standsAs('assigned-officer', 'central-desk', 'head-of-agency', 'custodian'),
  'take-identity-in-emergency': standsAs('central-desk', 'head-of-agency', 'custodian'),
  'decide-access': isApartFromAsker,
  'withdraw-request': (staff, { access }, { accesses }) =>
    accesses.some((one) => one.access === access && one.by === staff),
  'end-access': protects,
  'bar-telling': isApartFromAsker,
  'allow-telling': protects,
  'review-emergency': isApartFromAsker,
};

const OF_COMPLAINANT = ['answer-check-in', 'tell-employment'] as const;
type ComplainantCommandName = (typeof OF_COMPLAINANT)[number];

export type StaffProtectionCommandName = Exclude<
  ProtectionCommandName,
  ComplainantCommandName | 'open-protection' | 'ring' | 'follow-case' | 'find-personnel-action'
>;

/** Whether the actor may give this command for this person, the state permitting. */
export function mayAct(
  { name, actor, at, params }: ProtectionCommand,
  state: ProtectionState,
  context: Context,
): boolean {
  const rule = STAFF_ACTS[name] as MayAct<ProtectionCommandName> | undefined;
  const isOfComplainant = OF_COMPLAINANT.some((one) => one === name);
  if (actor.kind === 'complainant') return isOfComplainant && state.person === 'complainant';
  if (actor.kind === 'system') return rule === undefined && !isOfComplainant;
  return rule?.(actor.id, params, state, context, at) ?? false;
}
