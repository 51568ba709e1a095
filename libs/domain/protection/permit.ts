import { actorName } from '../complaint/command.js';
import { Refusal, type RefusalCode } from '../complaint/refusal.js';
import type { ProtectionCommand, ProtectionCommandName } from './protection-command.js';
import type { IdentityAccess, Measure, ProtectionState } from './protection-state.js';

const accessOf = (state: ProtectionState, id: number): IdentityAccess | undefined =>
  state.accesses.find(({ access }) => access === id);

const standing = (measure: Measure | undefined): RefusalCode | null =>
  measure === undefined || measure.endedAt !== null ? 'MeasureUnknown' : null;

const isBy = ({ actor }: ProtectionCommand, staff: string): boolean => actorName(actor) === `staff:${staff}`;

/** Who may know is asked once at a time: the same person does not pile requests up. */
function againstAsking(state: ProtectionState, command: ProtectionCommand): RefusalCode | null {
  if (state.identityMode === 'anonymous' || state.person === 'witness') return 'NoIdentityKept';
  if (state.identityMode === 'named') return 'IdentityNotSealed';
  const own = state.accesses.filter(({ by }) => isBy(command, by));
  if (own.some(({ status }) => status === 'asked' || status === 'open')) return 'AccessAlreadyAskedFor';
  return own.some(({ inEmergency, reviewedAt }) => inEmergency && reviewedAt === null)
    ? 'EmergencyReviewOpen'
    : null;
}

type Objection<N extends ProtectionCommandName> = (
  state: ProtectionState,
  command: ProtectionCommand<N>,
) => RefusalCode | null;

/** What the state alone says against a command. */
const OBJECTIONS: { [N in ProtectionCommandName]?: Objection<N> } = {
  'open-protection': ({ clocks }) => (clocks.length > 0 ? 'NotPossibleInThisStatus' : null),
  'prove-measure': ({ measures }, { params }) =>
    standing(measures.find(({ measure }) => measure === params.measure)),
  'end-measure': ({ measures }, { params }) =>
    standing(measures.find(({ measure }) => measure === params.measure)),
  'record-contact': ({ checkIns }) =>
    checkIns.some(({ status }) => status !== 'planned' && status !== 'settled') ? null : 'NoCheckInOpen',
  'judge-personnel-action': ({ personnelActions }, { params }) =>
    personnelActions.some(({ action, isJustified }) => action === params.action && isJustified === null)
      ? null
      : 'PersonnelActionUnknown',
  'ask-for-identity': againstAsking,
  'take-identity-in-emergency': againstAsking,
  'decide-access': (state, command) => {
    const asked = accessOf(state, command.params.access);
    if (asked?.status !== 'asked') return 'AccessUnknown';
    return isBy(command, asked.by) ? 'SecondPersonRequired' : null;
  },
  'withdraw-request': (state, command) => {
    const asked = accessOf(state, command.params.access);
    return asked?.status === 'asked' && isBy(command, asked.by) ? null : 'AccessUnknown';
  },
  'end-access': (state, { params }) =>
    accessOf(state, params.access)?.status === 'open' ? null : 'AccessUnknown',
  'bar-telling': (state, command) => {
    const access = accessOf(state, command.params.access);
    if (access === undefined || access.isTellingBarred) return 'AccessUnknown';
    return isBy(command, access.by) ? 'SecondPersonRequired' : null;
  },
  'allow-telling': (state, { params }) =>
    accessOf(state, params.access)?.isTellingBarred === true ? null : 'AccessUnknown',
  'review-emergency': (state, command) => {
    const access = accessOf(state, command.params.access);
    if (access === undefined || !access.inEmergency || access.reviewedAt !== null) return 'AccessUnknown';
    return isBy(command, access.by) ? 'SecondPersonRequired' : null;
  },
};

/** Only an assessment hangs on what the complainant told of employment; no refusal tells anybody else that it was told. */
const actedBefore = (
  { actedVersion, sharedVersion }: ProtectionState,
  name: ProtectionCommandName,
): number => (name === 'assess-risk' ? actedVersion : (sharedVersion ?? actedVersion));

/** Whether the state permits the command, whoever gives it: what the workflow's validator asks. Null: it does. */
export function permitProtection(state: ProtectionState, command: ProtectionCommand): Refusal | null {
  if (command.seenVersion !== undefined && actedBefore(state, command.name) > command.seenVersion)
    return new Refusal('SomebodyElseActedFirst');
  if (state.endedAt !== null) return new Refusal('ProtectionOver');
  const objection = OBJECTIONS[command.name] as Objection<ProtectionCommandName> | undefined;
  const code = objection?.(state, command) ?? null;
  return code === null ? null : new Refusal(code);
}
