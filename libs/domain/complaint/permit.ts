import type { Command, CommandName } from './command.js';
import type { ComplaintState } from './complaint-state.js';
import { Refusal, type RefusalCode } from './refusal.js';
import { transitionOf } from './transitions.js';

/** What the state alone says against a command, beyond the status. */
const OBJECTIONS: Partial<{
  [N in CommandName]: (state: ComplaintState, command: Command<N>) => RefusalCode | null;
}> = {
  open: (state) => (state.clocks.length > 0 ? 'NotPossibleInThisStatus' : null),
  'request-information': (state) =>
    state.informationAskedAt === null ? null : 'InformationAlreadyRequested',
  'approve-rejection': (state, { actor }) =>
    actor.kind === 'staff' && state.rejectionProposal?.by === `staff:${actor.id}`
      ? 'SecondPersonRequired'
      : null,
  'decide-match': (state, { params }) =>
    state.excluded.some(({ token, because }) => token === params.person && because === 'automatic-match')
      ? null
      : 'MatchUnknown',
  'request-extension': (state) => (state.extensionRequest === null ? null : 'ExtensionAlreadyRequested'),
  'decide-extension': (state, { actor }) => {
    if (state.extensionRequest === null) return 'NoExtensionRequested';
    return actor.kind === 'staff' && state.extensionRequest.by === `staff:${actor.id}`
      ? 'SecondPersonRequired'
      : null;
  },
  'submit-report': (state) => (state.findings === 0 ? 'FindingMissing' : null),
  close: (state, { params }) => {
    if (state.status === 'closed' && state.reviewRequestedAt === null) return 'NotPossibleInThisStatus';
    return state.isHandedToDiscipline && params.disciplineOutcome === undefined
      ? 'DisciplineStillOpen'
      : null;
  },
  link: (state, { params }) => {
    if (params.leader === state.reference) return 'CannotLinkToItself';
    return state.leader === null ? null : 'AlreadyLinked';
  },
  unlink: (state) => (state.leader === null ? 'NotLinked' : null),
  'ask-for-review': (state) => (state.reviewRequestedAt === null ? null : 'ReviewAlreadyRequested'),
  withdraw: (state) => (state.withdrawnAt === null ? null : 'AlreadyWithdrawn'),
};

/** First half of `decide`, needing only the state: what the workflow's validator runs. Null when nothing objects. */
export function permit<N extends CommandName>(state: ComplaintState, command: Command<N>): Refusal | null {
  if (command.seenVersion !== undefined && state.actedVersion > command.seenVersion)
    return new Refusal('SomebodyElseActedFirst');
  if (transitionOf(command.name, state.status) === undefined)
    return new Refusal('NotPossibleInThisStatus', { status: state.status });
  const objection = OBJECTIONS[command.name];
  const code = objection?.(state, command) ?? null;
  return code === null ? null : new Refusal(code);
}
