import { actorName, type Actor, type Command, type CommandName, type CommandParams } from './command.js';
import type { ComplaintState } from './complaint-state.js';
import { liftable } from './exclusions.js';
import { Refusal, type RefusalCode } from './refusal.js';
import { transitionOf } from './transitions.js';

/** What the outside body has is the outside body's to decide, to tell and to take up again. */
const whileOurs = (state: ComplaintState): RefusalCode | null =>
  state.isHandedToOutsideBody ? 'NotPossibleInThisStatus' : null;

/** What the state says against a command of this actor, whatever the command carries. */
const STANDING: Partial<Record<CommandName, (state: ComplaintState, actor: Actor) => RefusalCode | null>> = {
  open: (state) => (state.clocks.length > 0 ? 'NotPossibleInThisStatus' : null),
  'request-information': (state) =>
    state.informationAskedAt === null ? null : 'InformationAlreadyRequested',
  'decide-match': (state) =>
    state.excluded.some(({ because }) => because === 'automatic-match') ? null : 'MatchUnknown',
  'lift-exclusion': (state, actor) => {
    const all = liftable(state);
    if (all.length === 0) return 'ExclusionUnknown';
    return all.every(({ by }) => isOf(actor, by)) ? 'SecondPersonRequired' : null;
  },
  'request-extension': (state) => (state.extensionRequest === null ? null : 'ExtensionAlreadyRequested'),
  'decide-extension': (state, actor) => {
    if (state.extensionRequest === null) return 'NoExtensionRequested';
    return isOf(actor, state.extensionRequest.by) ? 'SecondPersonRequired' : null;
  },
  'submit-report': (state) => (state.findings === 0 ? 'FindingMissing' : null),
  close: (state) =>
    state.status === 'closed' && state.reviewRequestedAt === null ? 'NotPossibleInThisStatus' : null,
  link: (state) => (state.leader === null ? null : 'AlreadyLinked'),
  unlink: (state) => (state.leader === null ? 'NotLinked' : null),
  'record-referral-answer': (state) =>
    state.isReferred || state.isHandedToOutsideBody ? null : 'NotPossibleInThisStatus',
  'mark-message-read': (state) => (state.unansweredMessages === 0 ? 'NoMessageUnread' : null),
  'hand-to-outside-body': whileOurs,
  'notify-outcome': whileOurs,
  reopen: whileOurs,
  'ask-for-review': (state) =>
    whileOurs(state) ?? (state.reviewRequestedAt === null ? null : 'ReviewAlreadyRequested'),
  withdraw: (state) => whileOurs(state) ?? (state.withdrawnAt === null ? null : 'AlreadyWithdrawn'),
};

/** What the state says against what the command carries. */
const PARTICULAR: Partial<{
  [N in CommandName]: (state: ComplaintState, params: CommandParams[N], actor: Actor) => RefusalCode | null;
}> = {
  'decide-match': (state, { person }) =>
    state.excluded.some(({ token, because }) => token === person && because === 'automatic-match')
      ? null
      : 'MatchUnknown',
  'lift-exclusion': (state, { person }, actor) => {
    const found = liftable(state).find(({ token }) => token === person);
    if (found === undefined) return 'ExclusionUnknown';
    return isOf(actor, found.by) ? 'SecondPersonRequired' : null;
  },
  // The proposer may take the proposal back, not approve it.
  'approve-rejection': (state, { approved }, actor) =>
    approved && isOf(actor, state.rejectionProposal?.by) ? 'SecondPersonRequired' : null,
  close: (state, { disciplineOutcome }) =>
    state.isHandedToDiscipline && disciplineOutcome === undefined ? 'DisciplineStillOpen' : null,
  link: (state, { leader }) => (leader === state.reference ? 'CannotLinkToItself' : null),
};

const isOf = (actor: Actor, name: string | undefined): boolean => name === actorName(actor);

/** Why the actor cannot give the command now, whatever it would carry; null when something of the kind is possible. */
export function standsAgainst(state: ComplaintState, name: CommandName, actor: Actor): RefusalCode | null {
  if (transitionOf(name, state.status) === undefined) return 'NotPossibleInThisStatus';
  return STANDING[name]?.(state, actor) ?? null;
}

/** First half of `decide`, needing only the state: what the workflow's validator runs. Null when nothing objects. */
export function permit<N extends CommandName>(state: ComplaintState, command: Command<N>): Refusal | null {
  if (command.seenVersion !== undefined && state.actedVersion > command.seenVersion)
    return new Refusal('SomebodyElseActedFirst');
  const code =
    standsAgainst(state, command.name, command.actor) ??
    PARTICULAR[command.name]?.(state, command.params, command.actor) ??
    null;
  if (code === null) return null;
  return new Refusal(code, code === 'NotPossibleInThisStatus' ? { status: state.status } : {});
}
